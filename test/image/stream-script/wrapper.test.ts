import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseWrapper } from "../../../src/image/stream-script/wrapper.ts";
import { readFixture, withoutFixtures } from "../../support/fixtures.ts";

const BASH = "/nix/store/61wbjyasrkrbzxfgbsgwibjpnpmzgpxx-bash-5.2p15/bin/bash";
const PROGRAM = "/nix/store/va6ygwyznh9586xmmr3r3xp2h40zzj0q-stream";
const CONF = "/nix/store/hrzimvwb2iv92w7bsn1i7hp8g4pxgaf9-App-conf.json";

const wrapper = { program: PROGRAM, conf: CONF };

describe("a wrapper that nixpkgs has made is recognised", () => {
  const shapes = {
    "today's": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF} "$@" \n`,
    "before flags could be appended": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF} "$@"\n`,
    "with flags that nobody adds": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF} "\${extraFlagsArray[@]}" "$@" \n`,
    "with an sh that is bash": `#! ${BASH.replace(/bash$/, "sh")} -e\nexec "${PROGRAM}" ${CONF} "$@"`,
  };
  for (const [name, text] of Object.entries(shapes)) test(name, () => assert.deepEqual(parseWrapper(text), wrapper));

  test("with a program in a folder of its store path", () => {
    const program = `${PROGRAM}/bin/stream`;
    const text = `#! ${BASH} -e\nexec "${program}"  ${CONF} "$@" \n`;
    assert.deepEqual(parseWrapper(text), { program, conf: CONF });
  });

  test("as recorded", { skip: withoutFixtures }, () => {
    const confs = ["stream", "stream-small", "large-stream"].map(
      (name) => parseWrapper(readFixture(`stream/${name}.script`))?.conf,
    );
    assert.deepEqual(confs, [
      CONF,
      "/nix/store/68qxjllh5ws3kxc42nqlr09dz4kwzamr-stream-small-conf.json",
      "/nix/store/kr2agrnnklj57ga5y34c3swkl6cgafqg-large-conf.json",
    ]);
  });
});

describe("a script that may do more than run the program on its conf is not understood", () => {
  const exec = `exec "${PROGRAM}"  ${CONF} "$@" \n`;
  const scripts = {
    "an empty file": "",
    "another interpreter": `#! /usr/bin/perl\n${exec}`,
    "a shell outside the store": `#! /bin/bash -e\n${exec}`,
    "a variable that is set": `#! ${BASH} -e\nexport PYTHONPATH='/tmp'\n${exec}`,
    "another name for the program": `#! ${BASH} -e\nexec -a "$0" "${PROGRAM}"  ${CONF} "$@" \n`,
    "a flag before the conf": `#! ${BASH} -e\nexec "${PROGRAM}"  -t x ${CONF} "$@" \n`,
    "a flag after the conf": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF} -t x "$@" \n`,
    "a flag after the arguments": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF} "$@" -t x\n`,
    "a second command": `#! ${BASH} -e\n${exec}echo more\n`,
    "a pipe": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF} "$@" | gzip\n`,
    "no arguments": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF}\n`,
    "a program outside the store": `#! ${BASH} -e\nexec "/bin/stream"  ${CONF} "$@"\n`,
    "a program that leads out of the store": `#! ${BASH} -e\nexec "${PROGRAM}/../../../bin/sh"  ${CONF} "$@"\n`,
    "a program that the shell would compute": `#! ${BASH} -e\nexec "${PROGRAM}$(id)"  ${CONF} "$@"\n`,
    "a conf outside the store": `#! ${BASH} -e\nexec "${PROGRAM}"  /tmp/App-conf.json "$@"\n`,
    "a conf that leads out of the store": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF}/../x-conf.json "$@"\n`,
    "a file of another kind": `#! ${BASH} -e\nexec "${PROGRAM}"  ${CONF.replace("-conf.json", "-args")} "$@"\n`,
  };
  for (const [name, text] of Object.entries(scripts)) test(name, () => assert.equal(parseWrapper(text), undefined));
});
