;;; The steps in Emacs with eglot: emacs --batch -l CONFIGURATION -l steps.el STEP

(require 'cl-lib)
(require 'seq)

(defvar graphkit-patience (string-to-number (getenv "GRAPHKIT_PATIENCE")))

(defun graphkit-until (what test)
  "Wait until TEST returns a value; fail with WHAT after the patience."
  (let ((end (+ (float-time) graphkit-patience)) value)
    (while (and (not (setq value (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.05)
      (when (bound-and-true-p flymake-mode) (flymake-start)))
    (unless value
      (message "STEP FAILS: %s" what)
      (kill-emacs 1))
    value))

(defun graphkit-open (path line column)
  "Open PATH at LINE from 1 and COLUMN from 0, and wait for the server."
  (find-file path)
  (run-hooks 'post-command-hook) ; the end of a command, at which eglot-ensure connects
  (graphkit-until "a connection" (lambda () (and (eglot-current-server) eglot--managed-mode)))
  (goto-char (point-min))
  (forward-line (1- line))
  (forward-char column))

(defun graphkit-say-yes (&rest _) t)
(advice-add 'y-or-n-p :override #'graphkit-say-yes)

(defun graphkit-diagnostics ()
  (graphkit-open "agents/elm.md" 5 0)
  (let ((found (graphkit-until "a diagnostic" #'flymake-diagnostics)))
    (graphkit-until
     "the place of the diagnostic"
     (lambda ()
       (equal "mapel" (buffer-substring (flymake-diagnostic-beg (car found)) (flymake-diagnostic-end (car found))))))))

(defun graphkit-definition ()
  (graphkit-open "agents/ash.md" 6 30)
  (ignore-errors (call-interactively #'xref-find-definitions))
  (graphkit-until
   "the definition"
   (lambda () (and (equal (file-name-nondirectory buffer-file-name) "elm.md") (= (line-number-at-pos) 2)))))

(defun graphkit-completion ()
  (graphkit-open "agents/ash.md" 5 16)
  (graphkit-until
   "completions"
   (lambda ()
     (pcase (eglot-completion-at-point)
       (`(,_ ,_ ,table . ,_)
        (cl-subsetp '("elm" "maple" "\U0001f332fir") (mapcar #'substring-no-properties (all-completions "" table))
                    :test #'equal))))))

(defun graphkit-repair ()
  (graphkit-open "agents/elm.md" 5 17)
  (let ((action (graphkit-until
                 "a code action"
                 (lambda ()
                   (seq-find (lambda (one) (string-match-p "`maple`" (plist-get one :title)))
                             (jsonrpc-request
                              (eglot-current-server) :textDocument/codeAction
                              (list :textDocument (eglot--TextDocumentIdentifier)
                                    :range (list :start (eglot--pos-to-lsp-position)
                                                 :end (eglot--pos-to-lsp-position))
                                    :context (list :diagnostics []))))))))
    (eglot--apply-workspace-edit (plist-get action :edit)))
  (save-some-buffers t))

(defun graphkit-rename ()
  (graphkit-open "agents/ash.md" 6 30)
  (ignore-errors (eglot-rename "yew"))
  (graphkit-until "the new name" (lambda () (string-match-p "yew" (thing-at-point 'line))))
  (save-some-buffers t))

(funcall (intern (concat "graphkit-" (getenv "GRAPHKIT_STEP"))))
(message "STEP PASSES")
(kill-emacs 0)
