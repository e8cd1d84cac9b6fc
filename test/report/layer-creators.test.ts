import assert from "node:assert/strict";
import { test } from "node:test";
import type { History } from "../../src/oci/index.ts";
import { creatorsOf } from "../../src/report/layer-creators.ts";

const creators = (history: readonly History[], layers: number): readonly (string | undefined)[] =>
  creatorsOf({ architecture: "amd64", os: "linux", rootfs: { diff_ids: [] }, history: [...history] }, layers);

const made = (created_by: string, comment?: string): History => ({ created_by, ...(comment && { comment }) });
const empty = (created_by: string): History => ({ created_by, empty_layer: true });

const SUM = "a7ae62c58131822a8f1f2873d38389742059a7ffe07f33a357eb84805745c48c";

/** What builders write, and how it stood in the Dockerfile. */
const INSTRUCTIONS: Readonly<Record<string, string>> = {
  // The classic builder, buildah and podman
  [`/bin/sh -c #(nop) ADD file:${SUM} in / `]: "ADD … /",
  [`/bin/sh -c #(nop) COPY dir:${SUM} in /nix/store`]: "COPY … /nix/store",
  [`/bin/sh -c #(nop) COPY --chown=1000:1000 multi:${SUM} in /srv/ `]: "COPY --chown=1000:1000 … /srv/",
  "/bin/sh -c #(nop) WORKDIR /srv": "WORKDIR /srv",
  "/bin/sh -c apt-get update \t&& apt-get install -y     curl": "RUN apt-get update && apt-get install -y curl",
  "|2 TOKEN=hunter2 NOTE=a b c /bin/sh -c make install": "RUN make install",
  "/bin/bash -o pipefail -c curl x | tar -x": "RUN curl x | tar -x",
  // BuildKit
  "COPY --link . /app # buildkit": "COPY --link . /app",
  "ADD https://example.org/x.tar.gz /opt # buildkit": "ADD https://example.org/x.tar.gz /opt",
  "RUN /bin/sh -c npm ci # buildkit": "RUN npm ci",
  "RUN |1 NPM_TOKEN=hunter2 /bin/sh -c npm ci # buildkit": "RUN npm ci",
  "RUN |1 NPM_TOKEN=hunter2 npm ci # buildkit": "RUN …",
  "RUN /bin/bash -euxo pipefail -c make # buildkit": "RUN make",
  "RUN /bin/sh -c cat <<EOF > /etc/motd\nhello\nEOF\n # buildkit": "RUN cat <<EOF > /etc/motd hello EOF",
  "RUN /bin/sh -c echo '# buildkit' > /x # buildkit": "RUN echo '# buildkit' > /x",
  "RUN /bin/sh -c git clone https://me:hunter2@example.org/x # buildkit": "RUN git clone https://***@example.org/x",
  // Kaniko
  "RUN apk add curl": "RUN apk add curl",
};

for (const [createdBy, instruction] of Object.entries(INSTRUCTIONS)) {
  test(`the history ${JSON.stringify(createdBy)} reads as ${instruction}`, () => {
    assert.deepEqual(creators([made(createdBy)], 1), [instruction]);
  });
}

test("other builders are quoted", () => {
  for (const words of [
    "# debian.sh --arch 'amd64' out/ 'bookworm'",
    "bazel build ...",
    "nix2container",
    "constructor x",
  ])
    assert.deepEqual(creators([made(words)], 1), [words]);
  assert.deepEqual(creators([{ comment: "debuerreotype 0.15" }], 1), ["debuerreotype 0.15"]);
});

test("the comments of BuildKit and buildah say nothing of the layer, those of dockerTools do", () => {
  assert.deepEqual(creators([made("COPY . /app # buildkit", "buildkit.dockerfile.v0")], 1), ["COPY . /app"]);
  assert.deepEqual(creators([made(`/bin/sh -c #(nop) COPY file:${SUM} in /x`, "FROM a0314e8042c6")], 1), ["COPY … /x"]);
  assert.deepEqual(creators([{ comment: "store paths: ['/nix/store/x']", created_by: "nix" }], 1), [
    "store paths: ['/nix/store/x']",
  ]);
});

test("entries that made no layer shift nothing", () => {
  const history = [
    empty("/bin/sh -c #(nop)  ARG X"),
    made("/bin/sh -c #(nop) ADD file:x in /"),
    empty('/bin/sh -c #(nop)  CMD ["bash"]'),
    made("RUN /bin/sh -c a # buildkit"),
    empty("ENV A=b"),
    made("WORKDIR /app"),
    empty('ENTRYPOINT ["/app"]'),
  ];
  assert.deepEqual(creators(history, 3), ["ADD file:x in /", "RUN a", "WORKDIR /app"]);
});

test("what cannot have made a layer is left out although it is not marked", () => {
  const history = [made("ADD x /"), made("ENV A=b"), made("RUN a"), made('CMD ["a"]')];
  assert.deepEqual(creators(history, 2), ["ADD x /", "RUN a"]);
});

test("a squashed layer has all instructions that wrote into it, and not the last one by chance", () => {
  const steps = [empty("COPY a /"), empty("ENV A=b"), empty("RUN /bin/sh -c b"), empty("WORKDIR /srv")];
  assert.deepEqual(creators([...steps, made('ENTRYPOINT ["/a"]')], 1), ["COPY a /; RUN b"]);
  assert.deepEqual(creators([...steps, { comment: "merge sha256:a to sha256:b" }], 1), ["COPY a /; RUN b"]);
  assert.deepEqual(creators([...steps, made("COPY c /")], 1), ["COPY a /; RUN b; COPY c /"]);
  assert.deepEqual(creators([made("ADD base /"), ...steps, made("USER a")], 2), ["ADD base /", "COPY a /; RUN b"]);
});

test("nothing is said when history and layers do not line up", () => {
  assert.deepEqual(creators([made("COPY a /")], 2), []);
  assert.deepEqual(creators([made("COPY a /"), made("COPY b /")], 1), []);
  assert.deepEqual(creators([], 1), []);
  assert.deepEqual(creators([{}, {}], 2), [undefined, undefined]);
});

test("hostile histories are read in a moment", () => {
  const pieces = [" ", "/bin/sh ", "/bin/sh -a ", "|1 ", "x #", "COPY --a ", "\n", "#(nop) "];
  const start = performance.now();
  for (const piece of pieces)
    for (const before of ["", "RUN |1 A=b ", "/bin/sh ", "COPY "])
      creators([made(before + piece.repeat(1_000_000))], 1);
  assert.ok(performance.now() - start < 3000, `${performance.now() - start} ms`);
});
