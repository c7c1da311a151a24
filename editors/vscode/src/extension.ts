/** Connects VS Code with `graphkit lsp`: starts it, counts its findings, and opens the graph. */

import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";
import { Counts, severeEnough } from "./counts";
import { Graphs } from "./graph";
import { locate, onOtherEnvironment, run, type Program } from "./locate";

const FILES = "**/*.{md,markdown,mdc,yaml,yml,json,jsonc,toml}";
const INSTALL = "pip install 'agent-graphkit[lsp]'";

class Session implements vscode.Disposable {
  readonly counts = new Counts();
  readonly graphs = new Graphs(() => this.program);
  private program: Program | undefined;
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();

  /** Start the server, or start it anew, after whatever is under way. */
  restart(): Promise<void> {
    this.turn = this.turn.then(() => this.stop()).then(() => this.start());
    return this.turn;
  }

  /** Open the graph of the folder of the active editor; of the only one where there is one. */
  async showGraph(): Promise<void> {
    await this.turn;
    const active = vscode.window.activeTextEditor?.document.uri;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder = (active && vscode.workspace.getWorkspaceFolder(active))
      ?? (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0]);
    if (!folder) {
      void vscode.window.showInformationMessage("Open a folder with agent definitions to see their graph.");
    } else if (this.program) {
      await this.graphs.show(folder);
    } else {
      await this.restart();
    }
  }

  private async start(): Promise<void> {
    const located = await locate(vscode.workspace.workspaceFolders?.[0]);
    if ("missing" in located) {
      this.counts.note("$(warning) graphkit is not installed", `Install it: ${INSTALL}`, "graphkit.restart");
      void offerToInstall(`graphkit is not installed ${located.missing.join(", nor ")}.`);
      return;
    }
    this.program = located;
    const [command, ...first] = located;
    const prose = vscode.workspace.getConfiguration("graphkit").get<boolean>("prose", false);
    const client = new LanguageClient(
      "graphkit",
      "graphkit",
      { command, args: [...first, "lsp", ...(prose ? ["--prose"] : [])] },
      {
        documentSelector: [{ scheme: "file", pattern: FILES }],
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationFailedHandler: () => false,
        middleware: {
          handleDiagnostics: (uri, diagnostics, next) => {
            const shown = severeEnough(diagnostics);
            this.counts.take(uri, shown);
            next(uri, shown);
          },
        },
      },
    );
    this.client = client;
    try {
      await client.start();
      this.counts.refresh();
    } catch (error) {
      this.client = undefined;
      const outcome = await run(located, ["lsp"]);
      this.counts.note("$(error) graphkit does not start", "Show why", "graphkit.restart");
      void offerToInstall(`graphkit does not start. ${outcome.stderr.trim() || String(error)}`);
    }
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = this.program = undefined;
    this.counts.note("graphkit: starting", "graphkit reads the definitions.");
    try {
      await client?.dispose();
    } catch {
      // a server that has ended already needs no end
    }
  }

  dispose(): Promise<void> {
    this.counts.dispose();
    this.graphs.dispose();
    return this.turn.then(() => this.client?.dispose());
  }
}

async function offerToInstall(problem: string): Promise<void> {
  const [install, settings] = ["Type it in a terminal", "Open settings"];
  const answer = await vscode.window.showErrorMessage(`${problem} To install it: ${INSTALL}`, install, settings);
  if (answer === install) {
    const terminal = vscode.window.createTerminal("graphkit");
    terminal.show();
    terminal.sendText(INSTALL, false);
  } else if (answer === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "graphkit.path");
  }
}

let session: Session | undefined;

/** Called by VS Code when a folder has definitions, or a Markdown file is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const current = session = new Session();
  context.subscriptions.push(
    vscode.commands.registerCommand("graphkit.showGraph", () => current.showGraph()),
    vscode.commands.registerCommand("graphkit.restart", () => current.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("graphkit") || event.affectsConfiguration("python.defaultInterpreterPath")) {
        void current.restart();
      }
    }),
    await onOtherEnvironment(() => void current.restart()),
  );
  await current.restart();
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await session?.dispose();
  session = undefined;
}
