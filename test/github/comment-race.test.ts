import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { silentLog } from "../../src/core/log.ts";
import { type CommentOutcome, upsertComment } from "../../src/github/index.ts";
import { commentMarker, mergeSections } from "../../src/report/render/index.ts";
import { sectionKey } from "../../src/report/render/marker.ts";
import { joinSections, parseSections } from "../../src/report/render/sections.ts";
import { seeded } from "../support/random.ts";
import { FakeComments, fakeApi, type Transport } from "./support/fake-comments.ts";
import { type Choose, everyChoice, interleave, type Process } from "./support/interleave.ts";

const MARKER = commentMarker("ci");
const LIMIT = 65_000;

/** A comment as a run of a job writes it: one section for each image. */
const bodyOf = (job: string, run: number, ...images: readonly string[]): string => {
  const writer = { job, run, attempt: 1, head: `head${run}` };
  const sections = images.map((image) => ({
    key: sectionKey({ name: image, platform: "linux/amd64" }),
    writer,
    text: `### ${image} of ${job} in run ${run}`,
  }));
  return joinSections({ marker: MARKER, sections }, LIMIT);
};

const imagesOf = (body: string): readonly string[] => parseSections(body).map(({ key }) => key.image);

const titlesOf = (body: string): readonly string[] => parseSections(body).map(({ text }) => text.slice(4));

interface Pacing {
  readonly send: Transport;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly random?: () => number;
}

const write = (comments: FakeComments, body: string, { send, sleep, random = () => 0.5 }: Pacing) =>
  upsertComment({
    api: fakeApi(comments, send),
    target: { owner: "octo", repo: "demo", issue: 1 },
    comment: {
      marker: MARKER,
      mayCreate: true,
      compose: ({ bodies, written }) => mergeSections(bodies, body, { yields: written }),
    },
    pace: { sleep, random },
    log: silentLog,
  });

/** Lets the writers loose on what is there; their outcomes, and what is there then. */
const race = async (bodies: readonly string[], choose: Choose, existing: readonly string[] = []) => {
  const comments = new FakeComments();
  for (const body of existing) comments.add(body);
  const outcomes: CommentOutcome[] = [];
  const writers = bodies.map((body, index) => async ({ call, sleep }: Process) => {
    outcomes[index] = await write(comments, body, { send: call, sleep });
  });
  const order = await interleave(writers, choose);
  return { outcomes, comments: comments.all.map(({ body }) => body), order };
};

const TWO = [bodyOf("build", 1, "api"), bodyOf("build", 1, "web")];
const THREE = [...TWO, bodyOf("build", 1, "worker")];
const OLD = bodyOf("other", 1, "other");

/** One comment with these sections, and nobody gave up. */
const assertAll = (raced: Awaited<ReturnType<typeof race>>, images: readonly string[]): void => {
  const told = raced.order.join(", ");
  assert.equal(raced.comments.length, 1, told);
  assert.deepEqual(imagesOf(raced.comments[0] ?? ""), images, told);
  for (const { kind } of raced.outcomes) assert.match(kind, /^(created|updated|unchanged)$/, told);
};

const MOST = 40_000;

test("two jobs that find no comment leave one with the sections of both, in every order of their requests", async () => {
  const orders = new Set<string>();
  const count = await everyChoice(async (choose) => {
    const raced = await race(TWO, choose);
    assertAll(raced, ["api", "web"]);
    orders.add(raced.order.join());
  }, MOST);
  assert.ok(count < MOST && count > 20, `${count} orders`);
  const bothCreate = [...orders].filter((order) => order.match(/ create/g)?.length === 2);
  const oneMoves = bothCreate.filter((order) => order.includes(" delete"));
  assert.ok(bothCreate.length > 0 && oneMoves.length === bothCreate.length);
});

test("two jobs that find a comment leave it with the sections of both and its own, in every order", async () => {
  let losses = 0;
  const count = await everyChoice(async (choose) => {
    const raced = await race(TWO, choose, [OLD]);
    assertAll(raced, ["api", "other", "web"]);
    if (raced.order.filter((step) => step.endsWith(" update")).length > 2) losses += 1;
  }, MOST);
  assert.ok(count < MOST && count > 10, `${count} orders`);
  assert.ok(losses > 0, "nobody ever wrote over the other");
});

test("two jobs that find two comments of ours join them, in every order", async () => {
  const count = await everyChoice(
    async (choose) =>
      assertAll(await race(TWO, choose, [OLD, bodyOf("third", 1, "third")]), ["api", "other", "third", "web"]),
    MOST,
  );
  assert.ok(count < MOST && count > 10, `${count} orders`);
});

test("up to five jobs at once leave one comment with everything, in thousands of orders", async () => {
  for (let seed = 0; seed < 3000; seed++) {
    const { below } = seeded(seed);
    const bodies = [...THREE, bodyOf("release", 1, "x"), bodyOf("release", 1, "y", "z")].slice(0, 3 + below(3));
    const existing = [OLD, bodyOf("third", 1, "third")].slice(0, below(3));
    const images = [...bodies, ...existing].flatMap(imagesOf).toSorted();
    assertAll(await race(bodies, below, existing), images);
  }
});

test("a newer run that meets an older one of the same job has the last word, in every order", async () => {
  const [older, newer] = [bodyOf("build", 1, "api", "gone"), bodyOf("build", 2, "api")];
  const other = bodyOf("other", 1, "other");
  const count = await everyChoice(async (choose) => {
    const raced = await race([older, newer], choose, [other]);
    assert.deepEqual(raced.comments.map(titlesOf), [["api of build in run 2", "other of other in run 1"]]);
  }, MOST);
  assert.ok(count < MOST && count > 10, `${count} orders`);
});

test("two jobs that write the same section come to an end, with one of the two", async () => {
  const twins = [bodyOf("amd", 1, "api"), bodyOf("arm", 1, "api")];
  const seen = new Set<string>();
  const count = await everyChoice(async (choose) => {
    const raced = await race(twins, choose);
    assertAll(raced, ["api"]);
    for (const title of titlesOf(raced.comments[0] ?? "")) seen.add(title);
  }, MOST);
  assert.ok(count < MOST && count > 10, `${count} orders`);
  assert.deepEqual([...seen].toSorted(), ["api of amd in run 1", "api of arm in run 1"]);
});

const AT_ONCE: Pacing = { send: async (_, apply) => apply(), sleep: async () => {} };

test("a job that is cancelled between any two requests has lost nothing of what others wrote", async () => {
  const third = bodyOf("third", 1, "third");
  for (let last = 0; last < 8; last++) {
    const comments = new FakeComments();
    for (const body of [OLD, third]) comments.add(body);
    let requests = 0;
    const send: Transport = async (_, apply) => {
      if (requests++ === last) throw new RangeError("cancelled");
      return apply();
    };
    const end = await write(comments, TWO[0] ?? "", { ...AT_ONCE, send }).catch((error: unknown) => error);
    assert.equal(end instanceof RangeError, last < requests && requests === last + 1, `after ${last} requests`);
    const left = new Set(comments.all.flatMap(({ body }) => imagesOf(body)));
    assert.ok(left.has("other") && left.has("third"), `after ${last} requests: ${[...left]}`);
  }
});

test("what a very slow job overwrites after its writer has gone is restored by a job that has read it", async () => {
  const comments = new FakeComments();
  comments.add(OLD);
  const [mayWrite, hasWritten] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = write(comments, bodyOf("slow", 1, "slow"), {
    ...AT_ONCE,
    send: async (name, apply) => {
      if (name === "update") await mayWrite.promise;
      const answer = apply();
      if (name === "update") hasWritten.resolve();
      return answer;
    },
  });
  await write(comments, bodyOf("gone", 1, "gone"), AT_ONCE);
  const sleep = async () => {
    mayWrite.resolve();
    await hasWritten.promise;
  };
  await Promise.all([slow, write(comments, bodyOf("build", 1, "api"), { ...AT_ONCE, sleep })]);
  assert.deepEqual(
    comments.all.map(({ body }) => imagesOf(body)),
    [["api", "gone", "other", "slow"]],
  );
});

test("a job that others write over again and again gives up in the end", async () => {
  const comments = new FakeComments();
  const send: Transport = async (name, apply) => {
    const answer = apply();
    if (name === "update") comments.edit(1, OLD);
    return answer;
  };
  comments.add(OLD);
  const slept: number[] = [];
  const sleep = async (ms: number) => slept.push(ms);
  const outcome = await write(comments, TWO[0] ?? "", { send, sleep });
  assert.deepEqual(outcome, { kind: "contested", url: "https://x/1" });
  const total = slept.reduce((sum, ms) => sum + ms, 0);
  assert.ok(total > 30_000 && total < 90_000, `${total} ms`);
});

test("another bot's comment with our marker is neither deleted nor moved", async () => {
  const comments = new FakeComments();
  comments.add(OLD);
  comments.add(bodyOf("copy", 1, "copy"), { login: "mirror[bot]", type: "Bot" });
  assert.equal((await write(comments, TWO[0] ?? "", AT_ONCE)).kind, "updated");
  assert.deepEqual(
    comments.all.map(({ body }) => imagesOf(body)),
    [["api", "other"], ["copy"]],
  );
});

test("what a person wrote into the comment, above or between, does not make another one", async () => {
  for (const edit of [
    (body: string) => `Please look at this!\r\n\r\n${body.replaceAll("\n", "\r\n")}`,
    (body: string) => body.replace("<!-- /section -->", "a remark"),
    (body: string) => `${body}\n<!-- section image=x platform=y -->\n<!-- section`,
    (body: string) => body.split("\n")[0] ?? "",
  ]) {
    const comments = new FakeComments();
    await write(comments, TWO[0] ?? "", AT_ONCE);
    comments.edit(1, edit(comments.get(1).body));
    await write(comments, bodyOf("build", 2, "api"), AT_ONCE);
    const bodies = comments.all.map(({ body }) => body);
    assert.deepEqual(
      bodies.map((body) => titlesOf(body)[0]),
      ["api of build in run 2"],
    );
    assert.doesNotMatch(bodies.join(), /Please|remark/);
  }
});

test("a quotation in a block of code, and a comment without the marker, are not ours", async () => {
  for (const body of [`\`\`\`\n${TWO[0]}\n\`\`\``, `> ${TWO[0]}`, (TWO[0] ?? "").replace(MARKER, "")]) {
    const comments = new FakeComments();
    comments.add(body);
    await write(comments, TWO[1] ?? "", AT_ONCE);
    assert.deepEqual(
      comments.all.map((comment) => comment.body === body),
      [true, false],
    );
  }
});

test("a comment that a person deletes is made again only by the next run", async () => {
  const between = new FakeComments();
  between.add(OLD);
  let deleted = false;
  const send: Transport = async (name, apply) => {
    if (name === "update" && !deleted) {
      deleted = true;
      between.remove(1);
    }
    return apply();
  };
  // Deleted before anything was written: as if it had never been there, and this change is worth a comment.
  assert.equal((await write(between, TWO[0] ?? "", { ...AT_ONCE, send })).kind, "created");

  const after = new FakeComments();
  const sleep = async () => after.remove(after.all[0]?.id ?? 0);
  assert.deepEqual(await write(after, TWO[0] ?? "", { ...AT_ONCE, sleep }), { kind: "removed" });
  assert.deepEqual(after.all, []);
});

/** A clock that stands still while somebody works: whoever waits for the shortest is next. */
const virtualTime = () => {
  const waiting: { readonly at: number; readonly go: () => void }[] = [];
  let now = 0;
  return {
    sleep: (ms: number) => new Promise<void>((go) => void waiting.push({ at: now + ms, go })),
    run: async (): Promise<number> => {
      for (await setImmediate(); waiting.length > 0; await setImmediate()) {
        const next = waiting.reduce((a, b) => (b.at < a.at ? b : a));
        waiting.splice(waiting.indexOf(next), 1);
        now = next.at;
        next.go();
      }
      return now;
    },
  };
};

test("jobs that start within seconds converge while each request takes up to a second, and nobody is kept for long", async () => {
  const slowest = { alone: 0, together: 0 };
  for (let seed = 0; seed < 600; seed++) {
    const { below } = seeded(seed);
    const { sleep, run } = virtualTime();
    const comments = new FakeComments();
    if (seed % 2 === 0) comments.add(OLD);
    const count = 1 + below(6);
    const images = Array.from({ length: count }, (_, index) => `image${index}`);
    const send: Transport = async (_, apply) => {
      await sleep(below(500));
      try {
        return apply();
      } finally {
        await sleep(below(500));
      }
    };
    const all = images.map(async (image, index) => {
      await sleep(below(3000));
      const outcome = await write(comments, bodyOf(`job${index}`, 1, image), {
        send,
        sleep,
        random: () => below(1000) / 1000,
      });
      assert.match(outcome.kind, /^(created|updated)$/);
    });
    const end = await run();
    await Promise.all(all);
    const wanted = [...images, ...(seed % 2 === 0 ? ["other"] : [])].toSorted();
    assert.deepEqual(
      comments.all.map(({ body }) => imagesOf(body)),
      [wanted],
      `seed ${seed}`,
    );
    const group = count === 1 ? "alone" : "together";
    slowest[group] = Math.max(slowest[group], end);
  }
  assert.ok(slowest.alone < 12_000 && slowest.together < 60_000, JSON.stringify(slowest));
});
