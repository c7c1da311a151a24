/** Finds the graphkit program: by the setting, in the chosen Python environment, or on the PATH. */

import { spawn } from "node:child_process";
import * as vscode from "vscode";

/** The program to start, with the arguments that come first. */
export type Program = readonly [command: string, ...first: string[]];

/** What a program wrote until it ended, and how it ended; null where it could not be started. */
export interface Outcome { readonly status: number | null; readonly stdout: string; readonly stderr: string }

const PATIENCE = 60_000;

/** Run a program to its end, with nothing on its standard input. */
export function run(program: Program, more: readonly string[], folder?: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const [command, ...first] = program;
    const options = { cwd: folder, timeout: PATIENCE, stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
    const child = spawn(command, [...first, ...more], options);
    let stdout = "", stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => { stdout += text; });
    child.stderr.setEncoding("utf8").on("data", (text: string) => { stderr += text; });
    child.on("error", (error) => resolve({ status: null, stdout, stderr: error.message }));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** Return the program that answers `--version`, or the places where there is none. */
export async function locate(folder: vscode.WorkspaceFolder | undefined): Promise<Program | { missing: string[] }> {
  const own = vscode.workspace.getConfiguration("graphkit", folder).get<string>("path", "").trim();
  if (own) {
    return await answers([own]) ? [own] : { missing: [`at \`${own}\` (the setting graphkit.path)`] };
  }
  const missing: string[] = [];
  const interpreter = await interpreterOf(folder);
  if (interpreter) {
    // -P: a folder of the workspace that is named graphkit is not the program.
    const program: Program = [interpreter, "-P", "-m", "graphkit"];
    if (await answers(program)) {
      return program;
    }
    missing.push(`in the Python environment of \`${interpreter}\``);
  }
  if (await answers(["graphkit"])) {
    return ["graphkit"];
  }
  return { missing: [...missing, "on the PATH"] };
}

async function answers(program: Program): Promise<boolean> {
  const outcome = await run(program, ["--version"]);
  return outcome.status === 0 && /\bgraphkit\b/.test(outcome.stdout);
}

/** The part of the Python extension's interface that is used here. */
interface PythonApi {
  readonly ready?: Promise<void>;
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function pythonApi(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension) {
    return undefined;
  }
  const api = extension.isActive ? extension.exports : await extension.activate();
  await api.ready;
  return api;
}

async function interpreterOf(folder: vscode.WorkspaceFolder | undefined): Promise<string | undefined> {
  const environments = (await pythonApi().catch(() => undefined))?.environments;
  if (environments) {
    const chosen = environments.getActiveEnvironmentPath(folder?.uri);
    return (await environments.resolveEnvironment(chosen))?.executable.uri?.fsPath;
  }
  const setting = vscode.workspace.getConfiguration("python", folder).get<string>("defaultInterpreterPath", "").trim();
  if (!setting || setting === "python") {
    return undefined; // the default of the setting: what the PATH has
  }
  return setting.replaceAll("${workspaceFolder}", folder?.uri.fsPath ?? "");
}

/** Call back when another Python environment is chosen. */
export async function onOtherEnvironment(callback: () => void): Promise<vscode.Disposable> {
  const environments = (await pythonApi().catch(() => undefined))?.environments;
  return environments?.onDidChangeActiveEnvironmentPath(callback) ?? new vscode.Disposable(() => undefined);
}
