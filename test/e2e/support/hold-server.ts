/** A program: starts a server at the address in its first argument, says so, and never stops it. */
import { answers, startServerProcess } from "../../support/server-process.ts";

const url = process.argv[2] ?? "";
// Silent, so that nothing but the guard can end it: a server that logs dies of the closed pipe.
const serve = `require("node:http").createServer((_, response) => response.end()).listen(${new URL(url).port}, "127.0.0.1")`;
const command = [process.execPath, "-e", serve];
await startServerProcess({ name: "a server", command, isReady: () => answers(url) });
console.log("started");
