/** The explorer of the team in an editor tab: the page that `graphkit render -o graph.html` writes. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { run, type Program } from "./locate";

const QUIET = 300;

/** One tab a workspace folder; it is drawn anew when a file of the folder is saved. */
export class Graphs implements vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly due = new Map<string, NodeJS.Timeout>();
  private readonly saving: vscode.Disposable;

  constructor(private readonly program: () => Program | undefined) {
    this.saving = vscode.workspace.onDidSaveTextDocument((document) => {
      const folder = vscode.workspace.getWorkspaceFolder(document.uri);
      if (folder && this.panels.has(folder.uri.toString())) {
        this.drawSoon(folder);
      }
    });
  }

  /** Open the graph of a folder, or bring it to the front. */
  async show(folder: vscode.WorkspaceFolder): Promise<void> {
    const key = folder.uri.toString();
    let panel = this.panels.get(key);
    if (panel) {
      panel.reveal();
    } else {
      panel = vscode.window.createWebviewPanel("graphkit.graph", `Agent graph: ${folder.name}`, vscode.ViewColumn.Active, {
        enableScripts: true,
        localResourceRoots: [],
        retainContextWhenHidden: true,
      });
      panel.onDidDispose(() => this.panels.delete(key));
      this.panels.set(key, panel);
    }
    await this.draw(folder);
  }

  private drawSoon(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    clearTimeout(this.due.get(key));
    this.due.set(key, setTimeout(() => void this.draw(folder), QUIET));
  }

  private async draw(folder: vscode.WorkspaceFolder): Promise<void> {
    const panel = this.panels.get(folder.uri.toString());
    const program = this.program();
    if (!panel || !program) {
      return;
    }
    const prose = vscode.workspace.getConfiguration("graphkit", folder).get<boolean>("prose", false);
    const place = await mkdtemp(join(tmpdir(), "graphkit-"));
    try {
      const page = join(place, "graph.html");
      const outcome = await run(program, ["render", ...(prose ? ["--prose"] : []), "-o", page], folder.uri.fsPath);
      if (outcome.status === 0) {
        panel.webview.html = await readFile(page, "utf8");
      } else {
        void vscode.window.showErrorMessage(`graphkit could not draw the graph. ${outcome.stderr.trim()}`);
      }
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  }

  dispose(): void {
    this.saving.dispose();
    for (const timer of this.due.values()) {
      clearTimeout(timer);
    }
    for (const panel of this.panels.values()) {
      panel.dispose();
    }
  }
}
