/** A program: one run, as its argument says, without any Nix of its own; prints what came of it as JSON. */
import { makeMachine, type RunRequest } from "./machine.ts";

const request: RunRequest = JSON.parse(process.argv[2] ?? "");
const machine = makeMachine({ nix: { version: "", binDir: undefined, env: process.env } });
process.stdout.write(JSON.stringify(await machine.run(request)));
