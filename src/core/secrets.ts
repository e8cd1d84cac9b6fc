/** Words of a name that say its value is nobody else's business. */
const SECRET =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|SECRETS?|TOKEN|CREDENTIALS?|AUTHORIZATION|(API|ACCESS|PRIVATE|SECRET|ACCOUNT|MASTER|ENCRYPTION|SIGNING|DEPLOY|LICEN[CS]E)_?KEY)(_|$)|(^|_)[A-Z]*(PASSWORD|SECRET)(_|$)|_PWD$|^APIKEY$/;

/** Names that end so say where a secret is, or how it is handed over, and not what it is. */
const ABOUT = /_(FILE|PATH|DIR|STDIN|URL|URI|TYPE|TTL|LENGTH|EXPIRY)$/;

/** Longer ones are no names. */
const NAME_LIMIT = 200;

/** `dbPassword`, `db-password` and `db.password` as `DB_PASSWORD`. */
const upperCase = (name: string): string =>
  name
    .slice(0, NAME_LIMIT)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();

/** Whether a variable, a label or a flag is called as those are that hold passwords, tokens or keys. */
export const isSecretName = (name: string): boolean => {
  const words = upperCase(name);
  return SECRET.test(words) && !ABOUT.test(words);
};

const MASK = "***";

/** The value of a variable or label as it may be shown; an empty one and `$NAME` give nothing away. */
export const maskValue = (name: string, value: string): string =>
  value === "" || value.startsWith("$") || !isSecretName(name) ? value : MASK;

/** A line `NAME=value` of an environment as it may be shown. */
export const maskVariable = (line: string): string => {
  const equals = line.indexOf("=");
  return equals < 0 ? line : `${line.slice(0, equals + 1)}${maskValue(line.slice(0, equals), line.slice(equals + 1))}`;
};

/** `NAME=value`, `--name=value`, `--name value`; a name is looked for from the start of its run alone, in linear time. */
const ASSIGNMENT = /(?<![\w.-])([\w.-]+=|--?[A-Za-z][\w.-]* +)("[^"]*"|'[^']*'|[^\s"';&|,)]+)/g;

/** A command line as it may be shown. */
export const maskCommand = (text: string): string =>
  text.replace(ASSIGNMENT, (whole: string, name: string, value: string) =>
    isFlag(value) ? whole : `${name}${maskValue(name.replace(/[= ]+$/, ""), value)}`,
  );

/** A flag behind a flag is no value of it. */
const isFlag = (value: string): boolean => /^--?[A-Za-z]/.test(value);

/** The words of a command as they may be shown; the value of a flag may be the next word, and hold blanks. */
export const maskWords = (words: readonly string[]): readonly string[] =>
  words.map((word, index) => {
    const before = words[index - 1] ?? "";
    const value = isFlag(before) && !before.includes("=") && !isFlag(word) ? maskValue(before, word) : word;
    if (value !== word) return value;
    return /^[\w.-]+=/.test(word) ? maskVariable(word) : maskCommand(word);
  });
