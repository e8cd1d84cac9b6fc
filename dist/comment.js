import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  runFactsSchema,
  tellComment
} from "./chunks/chunk-QMPSYJB3.js";
import {
  parseReportFile
} from "./chunks/chunk-JFXXGL7K.js";
import {
  commentMarker,
  mergeSections,
  renderComment,
  worthPosting
} from "./chunks/chunk-K5RP352F.js";
import "./chunks/chunk-BXXVUI6A.js";
import "./chunks/chunk-4DAKE55C.js";
import "./chunks/chunk-WWT3VFJF.js";
import "./chunks/chunk-EG7TS4Y5.js";
import {
  readCommentInputs
} from "./chunks/chunk-UDPGR2AS.js";
import "./chunks/chunk-IAKEKEDV.js";
import "./chunks/chunk-JYKSYV3G.js";
import "./chunks/chunk-TCTDNPSK.js";
import {
  compareText
} from "./chunks/chunk-42IRVI7Q.js";
import {
  GitHubError,
  failStep,
  openApi,
  parseFinishedRun,
  readPullRequest,
  upsertComment,
  workflowLog
} from "./chunks/chunk-QOZYXXHN.js";
import "./chunks/chunk-U3M72GLK.js";
import {
  setOutput,
  setSecret
} from "./chunks/chunk-6BMPN22G.js";
import "./chunks/chunk-5RK4XCTW.js";
import "./chunks/chunk-GEC2743B.js";
import {
  parseJson
} from "./chunks/chunk-MRU7UBN4.js";
import "./chunks/chunk-KFVUV2LW.js";
import "./chunks/chunk-T2GPOKVR.js";
import "./chunks/chunk-GL7HVQXP.js";
import "./chunks/chunk-FLZNCGTB.js";
import "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-EZNROI2T.js";
import "./chunks/chunk-QPEP4A4R.js";
import {
  InputError,
  messageOf
} from "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import "./chunks/chunk-XHU6Y52C.js";
import {
  __callDispose,
  __name,
  __using
} from "./chunks/chunk-FQQKM2IL.js";

// src/comment.ts
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

// src/pipeline/read-artifacts.ts
import { constants } from "node:fs";
import { lstat, open, opendir } from "node:fs/promises";
import path from "node:path";
var MOST_ARTIFACTS = 256;
var MOST_IMAGES = 50;
var REPORT_LIMIT = 2e7;
var TOTAL_LIMIT = 6e7;
var FACTS_LIMIT = 2e4;
var readArtifacts = /* @__PURE__ */ __name(async (place) => {
  const files = await findReports(place);
  const uploaded = [];
  let left = TOTAL_LIMIT;
  for (const file of files) {
    const { bytes, ...one } = await readUploaded(file);
    left -= bytes;
    if (left < 0) throw refused(place, `holds reports of more than ${TOTAL_LIMIT} bytes`);
    uploaded.push(one);
  }
  return uploaded;
}, "readArtifacts");
var findReports = /* @__PURE__ */ __name(async (place) => {
  const kind = await kindOf(place);
  if (kind === "file") return [place];
  if (kind === "missing") return [];
  if (kind !== "folder") throw refused(place, "is neither a file nor a folder");
  if (await kindOf(path.join(place, "report.json")) !== "missing") return [path.join(place, "report.json")];
  return (await subfolders(place)).map((folder) => path.join(folder, "report.json"));
}, "findReports");
var subfolders = /* @__PURE__ */ __name(async (place) => {
  const names = [];
  for await (const entry of await opendir(place)) {
    if (!entry.isDirectory())
      throw refused(path.join(place, entry.name), "is no folder (expected one for each artifact)");
    names.push(entry.name);
    if (names.length > MOST_ARTIFACTS) throw refused(place, `holds more than ${MOST_ARTIFACTS} artifacts`);
  }
  return names.sort(compareText).map((name) => path.join(place, name));
}, "subfolders");
var kindOf = /* @__PURE__ */ __name(async (file) => {
  try {
    const stats = await lstat(file);
    return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
  } catch (error) {
    if (error.code === "ENOENT") return "missing";
    throw refused(file, messageOf(error));
  }
}, "kindOf");
var readUploaded = /* @__PURE__ */ __name(async (file) => {
  const factsFile = path.join(path.dirname(file), "run.json");
  const facts = parseJson(runFactsSchema, await readText(factsFile, FACTS_LIMIT));
  if (facts.kind === "bad") throw refused(factsFile, facts.problem);
  const text = await readText(file, REPORT_LIMIT);
  const reports = parseReportFile(text);
  if (reports.kind === "bad") throw refused(file, reports.problem);
  const count = reports.value.length;
  if (count === 0 || count > MOST_IMAGES) throw refused(file, `holds ${count} reports (expected 1 to ${MOST_IMAGES})`);
  return { file, facts: facts.value, reports: reports.value, bytes: text.length };
}, "readUploaded");
var READ_PLAIN_FILE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
var readText = /* @__PURE__ */ __name(async (file, limit) => {
  try {
    var _stack = [];
    try {
      const handle = __using(_stack, await open(file, READ_PLAIN_FILE), true);
      const stats = await handle.stat();
      if (!stats.isFile()) throw refused(file, "is no plain file");
      if (stats.size > limit) throw refused(file, `has ${stats.size} bytes (expected ${limit} at most)`);
      const bytes = new Uint8Array(stats.size);
      const { bytesRead } = await handle.read(bytes, 0, stats.size, 0);
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, bytesRead));
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    throw error instanceof InputError ? error : refused(file, `cannot be read: ${messageOf(error)}`);
  }
}, "readText");
var refused = /* @__PURE__ */ __name((file, problem) => new InputError("BAD_REPORT", `${file}: ${problem}; nothing was commented`), "refused");

// src/pipeline/check-claims.ts
var claimedPull = /* @__PURE__ */ __name(([first, ...others], run) => {
  if (first === void 0) return void 0;
  for (const uploaded of [first, ...others]) checkRun(uploaded, run);
  const number = first.facts.pullRequest;
  const other = others.find(({ facts }) => facts.pullRequest !== number);
  if (other !== void 0) {
    throw refused(other.file, `is for ${naming(other)} (expected ${naming(first)}, as ${first.file} says)`);
  }
  if (number === void 0) throw refused(first.file, "is for no pull request, although the run was for one");
  return number;
}, "claimedPull");
var naming = /* @__PURE__ */ __name(({ facts: { pullRequest } }) => pullRequest === void 0 ? "no pull request" : `pull request ${pullRequest}`, "naming");
var checkRun = /* @__PURE__ */ __name(({ file, facts }, run) => {
  if (facts.runId !== run.id) throw refused(file, `is of run ${facts.runId} (expected ${run.id})`);
  if (facts.headSha !== run.headSha) throw refused(file, `is for commit ${facts.headSha} (expected ${run.headSha})`);
}, "checkRun");
var judgeClaim = /* @__PURE__ */ __name(({ file, number, pull, run, repository }) => {
  const wrong = /* @__PURE__ */ __name((what, found, wanted) => refused(
    file,
    `names pull request ${number}, whose ${what} is ${found ?? "gone"} (expected ${wanted ?? "none"}, as GitHub says of the run)`
  ), "wrong");
  if (pull.baseRepository !== repository) throw wrong("repository", pull.baseRepository, repository);
  if (pull.headRepository === void 0 || pull.headRepository !== run.headRepository) {
    throw wrong("head repository", pull.headRepository, run.headRepository);
  }
  if (pull.headSha !== run.headSha) {
    if (pull.headBranch !== run.headBranch) throw wrong("head", pull.headSha, run.headSha);
    return { kind: "late", why: `pull request ${number} has a newer commit, ${pull.headSha}, whose own run comments` };
  }
  return pull.open ? { kind: "comment" } : { kind: "late", why: `pull request ${number} is closed` };
}, "judgeClaim");

// src/pipeline/comment-artifacts.ts
var commentArtifacts = /* @__PURE__ */ __name(async (fork) => {
  const { inputs, run, log } = fork;
  if (run.eventName !== "pull_request") {
    throw new GitHubError(
      "BAD_CONTEXT",
      `the run that has ended was on ${run.eventName} (expected pull_request); add this to the job: if: github.event.workflow_run.event == 'pull_request'`
    );
  }
  const uploaded = await readArtifacts(inputs.report);
  if (uploaded.length === 0) {
    log.info(`The run uploaded no report: there is nothing in ${inputs.report}.`);
    return {};
  }
  const number = claimedPull(uploaded, run);
  const wanted = uploaded.filter(({ facts }) => facts.comment !== "never");
  const [first] = wanted;
  if (number === void 0 || first === void 0) {
    log.info("The run wanted no comment (comment: never).");
    return {};
  }
  const late = await confirm(fork, number, first.file);
  return late ?? write(fork, number, wanted);
}, "commentArtifacts");
var confirm = /* @__PURE__ */ __name(async ({ run, repository, readPull, log }, number, file) => {
  const answer = await readPull(number);
  switch (answer.kind) {
    case "missing":
      throw refused(file, `names pull request ${number}, which ${repository} does not have`);
    case "pull": {
      const verdict = judgeClaim({ file, number, pull: answer.pull, run, repository });
      if (verdict.kind === "comment") return void 0;
      log.info(`No comment: ${verdict.why}.`);
      return {};
    }
    default:
      return tellComment(answer, { log, ...WORDS });
  }
}, "confirm");
var write = /* @__PURE__ */ __name(async (fork, number, uploaded) => {
  const { inputs, run, log } = fork;
  const bodies = uploaded.map((one) => render(one, fork));
  const [last = "", ...others] = bodies.toReversed();
  const reports = uploaded.flatMap((one) => one.reports);
  const outcome = await fork.comment(number, {
    marker: commentMarker(run.workflow),
    mayCreate: inputs.comment === "always" || reports.some(worthPosting),
    compose: /* @__PURE__ */ __name(({ bodies: standing, written }) => mergeSections(standing, mergeSections(others.toReversed(), last), { yields: written }), "compose")
  });
  return tellComment(outcome, { log, ...WORDS });
}, "write");
var render = /* @__PURE__ */ __name(({ file, facts, reports }, { run, runUrl }) => {
  try {
    return renderComment(
      reports.map((report) => ({ report })),
      {
        workflow: run.workflow,
        writer: { job: facts.job, run: run.id, attempt: run.attempt, head: run.headSha },
        runUrl,
        artifactUrl: `${runUrl}#artifacts`,
        headRevision: run.headSha
      }
    );
  } catch (error) {
    throw refused(file, `cannot be shown (${String(error)})`);
  }
}, "render");
var WORDS = {
  elsewhere: "the report is in the job summary of the run that built the image",
  advice: "Add this to the workflow:\npermissions:\n  actions: read\n  pull-requests: write"
};

// src/comment.ts
var comment = /* @__PURE__ */ __name(async () => {
  const inputs = readCommentInputs();
  setSecret(inputs.githubToken);
  const {
    GITHUB_REPOSITORY: repository = "",
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_EVENT_NAME: name = ""
  } = process.env;
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_API_URL: apiUrl = "https://api.github.com" } = process.env;
  const run = parseFinishedRun(name, eventFile === void 0 ? "{}" : await readFile(eventFile, "utf8"));
  const api = await openApi({ token: inputs.githubToken, apiUrl });
  const [owner = "", repo = ""] = repository.split("/");
  const effects = {
    api,
    log: workflowLog(() => performance.now()),
    pace: { sleep: /* @__PURE__ */ __name((ms) => sleep(ms), "sleep"), random: Math.random }
  };
  const outputs = await commentArtifacts({
    ...{ inputs, run, repository, runUrl: `${server}/${repository}/actions/runs/${run.id}`, log: effects.log },
    readPull: /* @__PURE__ */ __name((number) => readPullRequest({ ...effects, target: { owner, repo, number } }), "readPull"),
    comment: /* @__PURE__ */ __name((issue, sticky) => upsertComment({ ...effects, target: { owner, repo, issue }, comment: sticky }), "comment")
  });
  for (const [output, value] of Object.entries(outputs)) setOutput(output, value);
}, "comment");
try {
  await comment();
} catch (error) {
  failStep(error);
}
