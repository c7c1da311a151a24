/** How much is wrong in the workspace, in the status bar. */

import * as vscode from "vscode";

const SEVERITIES = ["error", "warning", "info"] as const;
type Severity = (typeof SEVERITIES)[number];

function severityOf(diagnostic: vscode.Diagnostic): Severity {
  if (diagnostic.severity === vscode.DiagnosticSeverity.Error) {
    return "error";
  }
  return diagnostic.severity === vscode.DiagnosticSeverity.Warning ? "warning" : "info";
}

/** The findings that are severe enough by the setting `graphkit.minimumSeverity`. */
export function severeEnough(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  const lowest = vscode.workspace.getConfiguration("graphkit").get<Severity>("minimumSeverity", "warning");
  return diagnostics.filter((one) => SEVERITIES.indexOf(severityOf(one)) <= SEVERITIES.indexOf(lowest));
}

/** The item of the status bar with the numbers of findings that are shown. */
export class Counts implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("graphkit.counts", vscode.StatusBarAlignment.Left);
  private readonly shown = new Map<string, readonly vscode.Diagnostic[]>();

  constructor() {
    this.item.name = "graphkit";
    this.note("graphkit: starting", "graphkit reads the definitions.");
    this.item.show();
  }

  /** Show a text in place of the numbers, and forget them. */
  note(text: string, tooltip: string, command = "workbench.actions.view.problems"): void {
    this.shown.clear();
    this.show(text, tooltip, command);
  }

  /** Take the findings of one document. */
  take(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): void {
    if (diagnostics.length) {
      this.shown.set(uri.toString(), diagnostics);
    } else {
      this.shown.delete(uri.toString());
    }
    this.refresh();
  }

  /** Show the numbers. */
  refresh(): void {
    const numbers: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
    for (const diagnostic of [...this.shown.values()].flat()) {
      numbers[severityOf(diagnostic)] += 1;
    }
    const named = (severity: Severity, word: string): string => {
      const number = numbers[severity];
      return `${number} ${word}${number === 1 ? "" : "s"}`;
    };
    const info = numbers.info ? ` $(info) ${numbers.info}` : "";
    const words = [named("error", "error"), named("warning", "warning"), named("info", "note")];
    const files = `in ${this.shown.size} file${this.shown.size === 1 ? "" : "s"}`;
    this.show(`graphkit $(error) ${numbers.error} $(warning) ${numbers.warning}${info}`, `graphkit: ${words.join(", ")} ${files}`);
  }

  private show(text: string, tooltip: string, command = "workbench.actions.view.problems"): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.command = command;
    this.item.accessibilityInformation = { label: tooltip };
  }

  dispose(): void {
    this.item.dispose();
  }
}
