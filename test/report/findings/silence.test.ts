import assert from "node:assert/strict";
import { test } from "node:test";
import { type Finding, silence } from "../../../src/report/findings/index.ts";

test("a finding is silenced by what its sentence names, where that is no subject", () => {
  const found: Finding = {
    ...{ id: "no-ca-certs", severity: "warning", subject: "certificates", value: "openssl-3.0.20", items: [] },
  };
  const silenced = (glob: string) => silence([found], [{ id: "no-ca-certs", glob }])[0]?.silenced;
  assert.equal(silenced("openssl*"), true);
  assert.equal(silenced("certificates"), true);
  assert.equal(silenced("gnutls*"), undefined);
});
