import assert from "node:assert/strict";
import { test } from "node:test";
import { aLayer, anImage } from "../../support/images.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { reportOn } from "../../support/report-on.ts";

const ARCHIVE = "/share/locale-archive";

/** Whether an image with an archive of locales, and this environment, has the finding. */
const isFound = (...environment: readonly string[]): boolean => {
  const layer = aLayer({}, { files: packEntries(`${ARCHIVE}:100`) });
  const config = { architecture: "amd64", os: "linux", rootfs: { diff_ids: [layer.diffId] } };
  const image = anImage({ layers: [layer], config: { ...config, config: { Env: [...environment] } } });
  const { findings = [] } = reportOn({ image, provenance: { source: ".#image", dirty: false } });
  return findings.some(({ id }) => id === "locale-unavailable");
};

test("an archive of locales is found by all variables that a glibc of nixpkgs reads", () => {
  for (const name of ["LOCALE_ARCHIVE", "LOCALE_ARCHIVE_2_27", "LOCALE_ARCHIVE_2_11"])
    assert.equal(isFound("LC_ALL=en_US.UTF-8", `${name}=${ARCHIVE}`), false, name);
  assert.equal(isFound("LC_ALL=en_US.UTF-8"), true);
  assert.equal(isFound("LC_ALL=en_US.UTF-8", "LOCALE_ARCHIVE_2_27=/gone"), true);
});

test("an empty variable is as good as none", () => {
  assert.equal(isFound("LC_ALL=", "LANG=en_US.UTF-8"), true);
  assert.equal(isFound("LC_ALL=", "LANG="), false);
});
