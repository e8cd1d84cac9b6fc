import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { makeDockerArchive, makeSampleLayer } from "../support/archives.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { startTlsFront, type TlsFront } from "../support/tls-front.ts";
import { SOURCES } from "./support/run-cli.ts";

const HOSTNAME = "registry.test";

/** Own mounts, so that the name is known to the command alone; needs root, or users who may have name spaces. */
const UNSHARE = ["--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"])];
const probe = spawnSync("unshare", [...UNSHARE, "mount", "--bind", "/dev/null", "/etc/hosts"]);
const skip = probe.status === 0 ? false : `a host name cannot be made up in a mount name space: ${probe.stderr}`;

describe("nix-image push over HTTPS", { skip }, () => {
  let dir = "";
  let registry: Registry;
  let front: TlsFront;
  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "push-https-"));
    await writeFile(path.join(dir, "image.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
    await writeFile(path.join(dir, "hosts"), `127.0.0.1 ${HOSTNAME}\n`);
    registry = await startRegistry({ auth: "htpasswd" });
    front = await startTlsFront(HOSTNAME, registry.url, dir);
  });
  after(async () => {
    await Promise.all([front.stop(), registry.stop()]);
    await rm(dir, { recursive: true });
  });

  /** The push as a process for which the host name is this machine's. */
  const push = async (env: NodeJS.ProcessEnv) => {
    const destination = `${HOSTNAME}:${front.port}/acme/app`;
    const login = ["--username", registry.username, "--password-stdin"];
    const args = ["push", path.join(dir, "image.tar"), destination, "--tag", "1", "--allow-dirty", ...login];
    const script = 'mount --bind "$1" /etc/hosts; shift; exec "$@"';
    const command = [
      ...UNSHARE,
      "sh",
      "-euc",
      script,
      "push",
      path.join(dir, "hosts"),
      process.execPath,
      SOURCES,
      ...args,
    ];
    const child = spawn("unshare", command, { cwd: dir, env: { ...process.env, HOME: dir, ...env } });
    child.stdin.end(registry.password);
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { stdout, stderr, status };
  };

  test("a registry whose certificate is trusted gets the image, the login included", async () => {
    const { status, stdout, stderr } = await push({ NODE_EXTRA_CA_CERTS: front.certificateFile });
    assert.equal(status, 0, stderr);
    const manifest = await registry.manifest("acme/app", "1");
    assert.equal(stdout, `${HOSTNAME}:${front.port}/acme/app@${manifest?.digest}\n`);
  });

  test("a certificate that nobody vouches for is refused, and the message says how to trust it", async () => {
    const { status, stderr } = await push({});
    assert.equal(status, 4);
    assert.match(stderr, /certificate[\s\S]*--registry-ca/);
    assert.ok(!stderr.includes(registry.password));
  });
});
