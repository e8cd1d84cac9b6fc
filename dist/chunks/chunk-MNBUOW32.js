import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import {
  once
} from "./chunk-Q27EGVJI.js";
import {
  InputError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/interrupt.ts
import { rmSync } from "node:fs";
var SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
var WHILE_WORKERS_WRITE = { maxRetries: 5, retryDelay: 20 };
var removeOnInterrupt = /* @__PURE__ */ __name((folder) => {
  const handlers = Object.entries(SIGNALS).map(([signal, status]) => {
    const handle = /* @__PURE__ */ __name(() => {
      try {
        rmSync(folder, { recursive: true, force: true, ...WHILE_WORKERS_WRITE });
      } finally {
        process.exit(status);
      }
    }, "handle");
    process.once(signal, handle);
    return () => process.off(signal, handle);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}, "removeOnInterrupt");

// src/registry-fetch.ts
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
var openRegistryFetch = /* @__PURE__ */ __name(async ({ env, cwd, authorities }) => {
  const certificates = (await Promise.all(authorities.map((file) => readCertificates(path.resolve(cwd, file))))).flat();
  const transport = once(async () => (await import("./registry-JOBPS4KS.js")).openTransport({ env, certificates }));
  return async (...request) => (await transport())(...request);
}, "openRegistryFetch");
var CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
var readCertificates = /* @__PURE__ */ __name(async (file) => {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new InputError("BAD_REGISTRY_CA", `registry-ca: ${file} cannot be read; check the path`, { cause });
  });
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length > 0 && certificates.every(isCertificate)) return certificates;
  const wanted = "wanted PEM, which begins with -----BEGIN CERTIFICATE-----";
  throw new InputError("BAD_REGISTRY_CA", `registry-ca: ${file} holds no certificate, or a broken one (${wanted})`);
}, "readCertificates");
var isCertificate = /* @__PURE__ */ __name((pem) => {
  try {
    return new X509Certificate(pem).raw.byteLength > 0;
  } catch {
    return false;
  }
}, "isCertificate");

// src/run-program.ts
import { access, constants, stat } from "node:fs/promises";
import path2 from "node:path";
var runProgram = /* @__PURE__ */ __name(async (program, args, options = {}) => {
  const file = await findProgram(program, process.env["PATH"]);
  if (file === void 0) return { status: 127, stdout: "", stderr: `${program}: there is no such program` };
  const { exec } = await import("./exec-N2SS34FG.js");
  const stdout = [];
  const stderr = new Tail();
  try {
    const status = await exec(quote(file), [...args], {
      silent: true,
      ignoreReturnCode: true,
      ...options.cwd === void 0 ? {} : { cwd: options.cwd },
      env: { ...environmentForPrograms(process.env), ...options.env },
      listeners: {
        stdout: /* @__PURE__ */ __name((chunk) => stdout.push(chunk), "stdout"),
        stderr: /* @__PURE__ */ __name((chunk) => stderr.push(chunk), "stderr"),
        ...options.onStderrLine === void 0 ? {} : { errline: options.onStderrLine }
      }
    });
    return { status, stdout: Buffer.concat(stdout).toString(), stderr: stderr.toString() };
  } catch (error) {
    return { status: 126, stdout: "", stderr: messageOf(error) };
  }
}, "runProgram");
var TAIL_BYTES = 4 << 20;
var Tail = class {
  static {
    __name(this, "Tail");
  }
  #chunks = [];
  #size = 0;
  push(chunk) {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size - (this.#chunks[0]?.length ?? 0) >= TAIL_BYTES) this.#size -= this.#chunks.shift()?.length ?? 0;
  }
  toString() {
    return Buffer.concat(this.#chunks).toString();
  }
};
var findProgram = /* @__PURE__ */ __name(async (program, searchPath = "") => {
  const folders = program.includes("/") ? [""] : searchPath.split(path2.delimiter).filter(path2.isAbsolute);
  for (const folder of folders) {
    const file = path2.resolve(folder, program);
    if (await isExecutable(file)) return file;
  }
  return void 0;
}, "findProgram");
var isExecutable = /* @__PURE__ */ __name(async (file) => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}, "isExecutable");
var quote = /* @__PURE__ */ __name((program) => program.includes(" ") ? `"${program}"` : program, "quote");

// src/version.ts
import { readFile as readFile2 } from "node:fs/promises";
var readVersion = /* @__PURE__ */ __name(async (entry) => {
  const meta = JSON.parse(await readFile2(new URL("../package.json", entry), "utf8"));
  return String(meta.version);
}, "readVersion");

export {
  removeOnInterrupt,
  openRegistryFetch,
  runProgram,
  readVersion
};
