import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecretName, maskCommand, maskVariable, maskWords } from "../../src/core/secrets.ts";

test("names of passwords, tokens and keys are known in every style, and names about them are not", () => {
  const secret = "DB_PASSWORD PGPASSWORD MYSQL_PWD DB_PASS GITHUB_TOKEN AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID apiKey";
  for (const name of `${secret} clientSecret db.password SECRET_KEY_BASE RAILS_MASTER_KEY --token`.split(" "))
    assert.equal(isSecretName(name), true, name);
  const plain = "PATH PWD OLDPWD GPG_KEY PUBLIC_KEY TOKENIZERS_PARALLELISM PASSWORD_FILE SSH_AUTH_SOCK COMPASS MONKEY";
  for (const name of `${plain} SSL_CERT_FILE --password-stdin TOKEN_URL BYPASS`.split(" "))
    assert.equal(isSecretName(name), false, name);
});

test("of a variable the value is masked, of a reference to another there is nothing to mask", () => {
  const lines = ["A_TOKEN=x=y", "A_TOKEN=", "A_TOKEN", "A_TOKEN=$B", "LANG=C"];
  assert.deepEqual(lines.map(maskVariable), ["A_TOKEN=***", "A_TOKEN=", "A_TOKEN", "A_TOKEN=$B", "LANG=C"]);
});

test("in a command the value of a variable and of a flag is masked, quoted or not", () => {
  const table: readonly (readonly [string, string])[] = [
    ["RUN NPM_TOKEN=abc npm ci", "RUN NPM_TOKEN=*** npm ci"],
    ['RUN export TOKEN="a b" && make', "RUN export TOKEN=*** && make"],
    ["RUN login --password hunter2 --user me", "RUN login --password *** --user me"],
    ["RUN login --password=hunter2", "RUN login --password=***"],
    ["RUN login --password-stdin --token --user me", "RUN login --password-stdin --token --user me"],
    ["RUN --mount=type=secret,id=token TOKEN=$(cat /run/secrets/token) make", "same"],
  ];
  for (const [text, masked] of table) assert.equal(maskCommand(text), masked === "same" ? text : masked);
  assert.deepEqual(maskWords(["app", "--token", "abc", "--secret=a b", "-v"]), [
    "app",
    "--token",
    "***",
    "--secret=***",
    "-v",
  ]);
  assert.deepEqual(maskWords(["sh", "-c", "exec api --token abc"]), ["sh", "-c", "exec api --token ***"]);
});

test("the time is in proportion to the text", () => {
  const start = performance.now();
  for (const part of ["a", "a.", "-a ", 'a="', "a='", "--token ", "a=\"'"])
    maskCommand(part.repeat(200_000 / part.length));
  assert.ok(performance.now() - start < 3000);
});
