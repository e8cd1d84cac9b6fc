import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { renderTags, type TagContext } from "../../src/publish/index.ts";

const SHA = "90dd6032fac8bda1b6c4436a2e65de27961ed071";
const NOW = "2020-01-10T00:30:00.000Z";

const onEvent = (eventName: string, ref: string, more: NonNullable<TagContext["event"]> = {}): TagContext => ({
  revision: SHA,
  rev: SHA.slice(0, 9),
  date: "2020-01-09T23:10:05Z",
  event: { eventName, ref, defaultBranch: "master", now: NOW, ...more },
});

const MASTER = onEvent("push", "refs/heads/master");
const DEV = onEvent("push", "refs/heads/my/branch");
const PULL = onEvent("pull_request", "refs/pull/2/merge", { baseRef: "master" });
const NIGHTLY = onEvent("schedule", "refs/heads/master");
const tagged = (tag: string): TagContext => onEvent("push", `refs/tags/${tag}`, { baseRef: "master" });
const RELEASE = tagged("v1.2.3");
const BETA = tagged("v2.0.8-beta.67");

const tagsOf = (context: TagContext, lines: readonly string[], flavor: readonly string[] = []): readonly string[] =>
  renderTags(lines, context, flavor).tags;

describe("examples of docker/metadata-action's documentation", () => {
  const BASIC = ["type=schedule", "type=ref,event=branch", "type=ref,event=tag", "type=ref,event=pr"];
  const SEMVER = [
    ...["type=ref,event=branch", "type=ref,event=pr"],
    ...["type=semver,pattern={{version}}", "type=semver,pattern={{major}}.{{minor}}"],
  ];
  const RELEASES = onEvent("push", "refs/heads/releases/v1");
  const TABLE: readonly (readonly [string, TagContext, readonly string[], readonly string[]])[] = [
    ["basic: pull request", PULL, BASIC, ["pr-2"]],
    ["basic: default branch", MASTER, BASIC, ["master"]],
    ["basic: branch with a slash", RELEASES, BASIC, ["releases-v1"]],
    ["basic: git tag", RELEASE, BASIC, ["v1.2.3", "latest"]],
    ["basic: git tag of a pre-release", BETA, BASIC, ["v2.0.8-beta.67", "latest"]],
    ["basic: run by hand", onEvent("workflow_dispatch", "refs/heads/master"), BASIC, ["master"]],
    ["basic: schedule", NIGHTLY, BASIC, ["nightly", "master"]],
    ["semver: pull request", PULL, SEMVER, ["pr-2"]],
    ["semver: default branch", MASTER, SEMVER, ["master"]],
    ["semver: git tag", RELEASE, SEMVER, ["1.2.3", "1.2", "latest"]],
    ["semver: git tag of a pre-release", BETA, SEMVER, ["2.0.8-beta.67"]],
    ["semver with a commit", RELEASE, [...SEMVER, "type=sha"], ["1.2.3", "1.2", "sha-90dd603", "latest"]],
  ];
  for (const [name, context, lines, wanted] of TABLE) {
    test(name, () => assert.deepEqual(tagsOf(context, lines), wanted));
  }
});

describe("single rules", () => {
  const TABLE: readonly (readonly [TagContext, string, readonly string[]])[] = [
    [NIGHTLY, "type=schedule", ["nightly"]],
    [NIGHTLY, "type=schedule,pattern={{date 'YYYYMMDD'}}", ["20200110"]],
    [NIGHTLY, "type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}", ["20200110-093000"]],
    [NIGHTLY, "type=schedule,pattern={{commit_date 'YYYYMMDD'}}", ["20200109"]],
    [MASTER, "type=schedule", []],
    [RELEASE, "type=semver,pattern={{raw}}", ["v1.2.3", "latest"]],
    [RELEASE, "type=semver,pattern={{version}}", ["1.2.3", "latest"]],
    [RELEASE, "type=semver,pattern={{major}}.{{minor}}", ["1.2", "latest"]],
    [RELEASE, "type=semver,pattern=v{{major}}", ["v1", "latest"]],
    [RELEASE, "type=semver,pattern={{minor}}", ["2", "latest"]],
    [RELEASE, "type=semver,pattern={{patch}}", ["3", "latest"]],
    [BETA, "type=semver,pattern={{raw}}", ["v2.0.8-beta.67"]],
    [BETA, "type=semver,pattern={{version}}", ["2.0.8-beta.67"]],
    [BETA, "type=semver,pattern={{major}}.{{minor}}", ["2.0.8-beta.67"]],
    [BETA, "type=semver,pattern=v{{major}}", ["2.0.8-beta.67"]],
    [MASTER, "type=semver,pattern={{version}}", []],
    [MASTER, "type=semver,pattern={{version}},value=v1.0.0", ["1.0.0", "latest"]],
    [tagged("api/v1.0.1"), "type=semver,pattern={{version}},match=^api/(.*)$", ["1.0.1", "latest"]],
    [tagged("v1.2.3+build.5"), "type=semver,pattern={{version}}", ["1.2.3", "latest"]],
    [RELEASE, String.raw`type=match,pattern=\d.\d.\d`, ["1.2.3", "latest"]],
    [BETA, "type=match,pattern=v(.*),group=1", ["2.0.8-beta.67", "latest"]],
    [BETA, String.raw`type=match,pattern=v(\d.\d),group=1`, ["2.0", "latest"]],
    [tagged("20200110-RC2"), String.raw`type=match,pattern=\d+`, ["20200110", "latest"]],
    [tagged("p1/v1.2.3"), String.raw`type=match,pattern=p1/v(\d.\d.\d),group=1`, ["1.2.3", "latest"]],
    [RELEASE, String.raw`type=match,"pattern=/V(\d{1,2})/i",group=1`, ["1", "latest"]],
    [MASTER, "type=match,pattern=v(.*),group=1,value=v1.0.0", ["1.0.0", "latest"]],
    [MASTER, "type=edge", ["edge"]],
    [DEV, "type=edge", []],
    [DEV, "type=edge,branch=my/branch", ["edge"]],
    [PULL, "type=ref,event=pr", ["pr-2"]],
    [PULL, "type=ref,event=pr,prefix=", ["2"]],
    [DEV, "type=ref,event=branch", ["my-branch"]],
    [RELEASE, "type=ref,event=tag", ["v1.2.3", "latest"]],
    [MASTER, "type=raw,value=foo", ["foo"]],
    [MASTER, "type=raw,foo", ["foo"]],
    [MASTER, "type=raw,value=foo-{{branch}}-{{sha}}", ["foo-master-90dd603"]],
    [RELEASE, "type=raw,value={{tag}}", ["v1.2.3"]],
    [PULL, "type=raw,value={{base_ref}}", ["master"]],
    [RELEASE, "type=raw,value={{branch}}", []],
    [MASTER, "type=raw,value=latest,enable={{is_default_branch}}", ["latest"]],
    [DEV, "type=raw,value=latest,enable={{is_default_branch}}", []],
    [RELEASE, "type=raw,value=latest,enable={{is_default_branch}}", []],
    [DEV, "type=raw,value=other,enable={{is_not_default_branch}}", ["other"]],
    [MASTER, "type=raw,value=foo,enable=false", []],
    [MASTER, "{{branch}}-{{date 'YYYY.MM.DD'}}", ["master-2020.01.10"]],
    [MASTER, "type=sha", ["sha-90dd603"]],
    [MASTER, "type=sha,prefix=,suffix=,format=short", ["90dd603"]],
    [MASTER, "type=sha,prefix={{branch}}-", ["master-90dd603"]],
    [MASTER, "type=sha,format=long", [`sha-${SHA}`]],
    [MASTER, "TYPE=sha, format=long", [`sha-${SHA}`]],
    [MASTER, "# a comment, as metadata-action has them: type=sha", []],
  ];
  for (const [index, [context, line, wanted]] of TABLE.entries()) {
    test(`${index + 1}: ${line} on ${context.event?.ref}`, () => assert.deepEqual(tagsOf(context, [line]), wanted));
  }
});

test("the priority orders the tags, and templates stand among the raw ones", () => {
  const lines = [
    "type=sha",
    "{rev}",
    "type=raw,value=foo",
    "type=ref,event=branch",
    "type=raw,value=first,priority=2000",
  ];
  assert.deepEqual(tagsOf(MASTER, lines), ["first", "master", "90dd6032f", "foo", "sha-90dd603"]);
});

test("latest follows the first rule that gives a tag, and the flavor has the last word", () => {
  const lines = ["type=semver,pattern={{version}}", "type=sha"];
  assert.deepEqual(tagsOf(RELEASE, lines), ["1.2.3", "sha-90dd603", "latest"]);
  assert.deepEqual(tagsOf(RELEASE, lines, ["latest=false"]), ["1.2.3", "sha-90dd603"]);
  assert.deepEqual(tagsOf(RELEASE, ["type=sha,priority=950", ...lines]), ["sha-90dd603", "1.2.3"]);
  assert.deepEqual(tagsOf(MASTER, lines), ["sha-90dd603"]);
  assert.deepEqual(tagsOf(MASTER, lines, ["latest=true"]), ["sha-90dd603", "latest"]);
  assert.deepEqual(tagsOf(MASTER, ["type=edge,branch=other"], ["latest=true"]), []);
});

test("the flavor's prefix and suffix are for every rule that has none, and for latest when it says so", () => {
  const lines = ["type=ref,event=branch", "type=sha", "type=raw,value=plain,prefix=,suffix="];
  assert.deepEqual(tagsOf(MASTER, lines, ["prefix=a-", "suffix=-{{branch}}"]), [
    "a-master-master",
    "plain",
    "sha-90dd603-master",
  ]);
  assert.deepEqual(tagsOf(RELEASE, ["type=semver,pattern={{version}}"], ["suffix=-alpine,onlatest=true"]), [
    "1.2.3-alpine",
    "latest-alpine",
  ]);
});

test("a tree that nobody committed gives dev and no commit", () => {
  const { revision: _, ...dirty } = { ...MASTER, rev: "dev" };
  assert.deepEqual(tagsOf(dirty, ["type=sha", "type=sha,format=long", "type=raw,value={{sha}}"]), ["dev", "sha-dev"]);
});

test("a person is told of what came to nothing and of what is risky", () => {
  const { notes } = renderTags(
    ["type=semver,pattern={{version}}", "type=match,pattern=x", "type=match,pattern=n,group=3"],
    tagged("nightly"),
  );
  assert.deepEqual(notes, [
    'tags: "type=semver,pattern={{version}}": nightly is no semantic version (https://semver.org)',
    'tags: "type=match,pattern=x": x does not match nightly',
    'tags: "type=match,pattern=n,group=3": n has found nothing for group 3 in nightly',
  ]);
  assert.match(
    String(renderTags(["type=semver,pattern={{major}}"], tagged("v0.3.1")).notes),
    /^.*0 moves with every 0\.x/,
  );
});

describe("what is not understood is refused by its name", () => {
  const TABLE: readonly (readonly [string, RegExp])[] = [
    ["type=pep440,pattern={{version}}", /type=pep440 is not understood; write .*type=match/],
    ["type=branch", /type=branch is not known \(known: schedule, semver, match, edge, ref, raw, sha\)/],
    ["type=semver", /pattern= is missing/],
    ["type=semver,pattern={{#if x}}a{{/if}}", /\{\{#if x\}\} is not understood here \(understood: \{\{raw\}\}/],
    ["type=semver,pattern={{branch}}", /\{\{branch\}\} is not understood here/],
    ["type=raw,value={{{sha}}}", /single or unmatched braces/],
    ["type=raw,value={rev}", /\{rev\} and its kind stand in lines of their own/],
    ["type=raw,value={{sha", /single or unmatched braces/],
    ["type=raw,value={{date}}", /\{\{date\}\} has no format \(wanted, for example, \{\{date 'YYYYMMDD'\}\}\)/],
    ["type=raw,value={{date 'LLL'}}", /LLL is not understood in a date/],
    ["type=raw,value={{date 'YYYY' tz='Mars/Base'}}", /"Mars\/Base" is no time zone/],
    ["type=raw,value={{sha 'x'}}", /\{\{sha\}\} takes no argument/],
    ["type=ref", /event= is missing/],
    ["type=ref,event=release", /event=release is not known \(known: branch, tag, pr\)/],
    ["type=ref,event=branch,enabled=false", /enabled= has no meaning for type=ref/],
    ["type=sha,format=tiny", /format=tiny is not known/],
    ["type=match,pattern=(", /pattern=\( is no regular expression/],
    ['type=raw,"value=x', /quotes do not match/],
    ["type=raw,value=x,priority=high", /priority=high is no whole number/],
    ["type=raw,value=x,enable=maybe", /enable= comes to "maybe" \(wanted true or false\)/],
    ["type=raw,value=x,value=y", /value= is there twice/],
  ];
  for (const [line, message] of TABLE) {
    test(line, () => assert.throws(() => tagsOf(MASTER, [line]), { code: "BAD_TAG", exitCode: 2, message }));
  }

  test("lines of the flavor", () => {
    const wrong = ["latest=maybe", "onlatest=true", "colour=red", "prefix={{nope}}"];
    assert.throws(
      () => tagsOf(MASTER, ["type=sha"], wrong),
      ({ message }: Error) =>
        message.split("\n").length === 4 && message.startsWith('flavor: "latest=maybe": expected'),
    );
    assert.throws(() => tagsOf(MASTER, ["{rev}"], ["latest=false"]), /^InputError: flavor: it is for lines such as/);
  });
});

test("dates are written in the letters of moment.js, on the clocks of a time zone", () => {
  const format = "YYYY YY Q MMMM MMM M D DDD DDDD dddd ddd d E GGGG WW W H hh h m s SSS A a X x Z ZZ [at] T";
  const dated = (tz: string): string => {
    const context = onEvent("push", "refs/heads/master", { now: "2021-01-03T23:05:09.042Z" });
    return String(tagsOf(context, [`type=raw,value={{date '${format}' tz='${tz}'}}`]));
  };
  assert.equal(
    dated("UTC"),
    "2021-21-1-January-Jan-1-3-3-003-Sunday-Sun-0-7-2020-53-53-23-11-11-5-9-042-PM-pm-1609715109-1609715109042-00-00-0000-at-T".slice(
      0,
      128,
    ),
  );
  assert.match(
    dated("Asia/Kolkata"),
    /^2021-21-1-January-Jan-1-4-4-004-Monday-Mon-1-1-2021-01-1-4-04-4-35-9-042-AM-am-/,
  );
});
