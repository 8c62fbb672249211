// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"

namespace plumb::cli {

namespace {

const Option kRepo{"repo", "R",
                   "Repository: a name of the workspace, a clone's path or a bare repository's."};
const Option kRev{"rev", "C", "Commit, branch or tag instead of the application's target."};
const Option kReveal{"reveal-secrets", nullptr, "Print secret values instead of their markers."};
const Option kPrune{"prune", nullptr,
                    "Also delete objects that Git no longer has (only those proven ours)."};
const Option kOnly{"only", "KIND/NAME", "Only this object; may be given several times."};
const Option kForce{"force", "KIND/NAME",
                    "Take over foreign fields of this object; may be given several times."};

const Option kNoFetch{"no-fetch", nullptr,
                      "Do not ask the remote first; use what was last fetched."};

} // namespace

const std::vector<Command>& commands()
{
    // clang-format off
    static const std::vector<Command> kCommands = {
        {"apps", "list | add NAME ... | detect | remove NAME",
         "List, add, find or remove applications of the workspace.",
         {kRepo,
          {"path", "P", "Folder inside the repository.", ""},
          {"revision", "REV", "Branch, tag or commit to follow; default: the repository's branch."},
          {"to-context", "CTX", "kubeconfig context of the destination."},
          {"n,namespace", "NS", "Namespace for objects that name none."},
          {"delivery", "HOW", "push, argocd, flux or helm.", "push"},
          {"add", "NAME", "Of detect: add what it found under this name; several times."},
          {"add-all", nullptr, "Of detect: add all that is simply proposed."},
          {"dry-run", nullptr, "Show the lines that would be added; write nothing."}},
         {"table", "json", "yaml", "md"}, 1, 2, true, false, apps},
        {"blame", "FILE [--repo R | --app A]",
         "Say which commit each line of a file comes from.",
         {kRepo,
          {"app", "A", "Application whose repository holds it."},
          kRev},
         {"table", "json", "yaml"}, 1, 1, true, false, blame},
        {"contexts", "",
         "List the contexts of the kubeconfig and every file that it names.",
         {},
         {"table", "json", "yaml", "md"}, 0, 0, true, false, contexts},
        {"diff", "DESIRED.yaml LIVE.yaml",
         "Compare two files field by field, without a cluster.",
         {},
         {"table", "json", "yaml"}, 2, 2, false, false, diff},
        {"drift", "APP [--rev C]",
         "Show every field that differs between Git and the cluster.",
         {kRev,
          kNoFetch},
         {"table", "json", "yaml", "md"}, 1, 1, true, true, driftOf},
        {"health", "-f FILE",
         "Say how healthy the objects of a file are, by Argo CD's rules.",
         {{"f,file", "FILE", "Manifest with live objects; - reads standard input."},
          {"engine", "NAME", "Rules to use: argocd.", "argocd"}},
         {"table", "json", "yaml"}, 0, 0, false, false, health},
        {"history", "[--repo R | --app A]",
         "List commits, children before parents, with refs and pins.",
         {kRepo,
          {"app", "A", "Application: its repository and path."},
          {"path", "P", "Only commits that change this path."},
          {"follow", nullptr, "With --path of a file: through its renames."},
          {"author", "TEXT", "Only commits whose author holds this text."},
          {"grep", "TEXT", "Only commits whose message holds this text."},
          {"n", "COUNT", "At most so many; 0 means all.", "50"},
          {"all", nullptr, "From all refs, not only the followed branch."},
          {"order", "date|topo", "The youngest first, or as git --topo-order.", "date"},
          {"graph", nullptr, "Draw the lanes beside the table."},
          kRev},
         {"table", "json", "yaml"}, 0, 0, true, false, history},
        {"manifest", "-f FILE",
         "Print a manifest as the API server would receive it.",
         {{"f,file", "FILE", "File to read; - reads standard input."},
          kReveal},
         {"json", "yaml"}, 0, 0, false, false, manifest},
        {"plan", "APP [--rev C] [--prune]",
         "Show what a sync would do, object by object, and keep it for 15 minutes.",
         {kRev,
          kPrune,
          kOnly,
          kForce,
          kNoFetch},
         {"table", "json", "yaml", "md"}, 1, 1, true, true, plan},
        {"push", "[--repo R | --app A]",
         "Push the clone's commits as compare-and-swap.",
         {kRepo,
          {"app", "A", "Application whose repository is pushed."},
          {"dry-run", nullptr, "Only show what would be pushed."},
          {"confirm-remote", "URL", "Keep this as the URL that pushes of the clone go to."}},
         {"table", "json", "yaml"}, 0, 0, true, false, push},
        {"render", "APP | --repo R --path P | --check-isolation",
         "Print what a source renders to at any commit.",
         {kRepo,
          {"path", "P", "Folder inside the repository.", ""},
          kRev,
          kReveal,
          {"without-isolation", nullptr, "Run the renderer even where it cannot be isolated."},
          {"check-isolation", nullptr,
           "Render nothing; try to break out of the renderer's jail and say what came of it."}},
         {"yaml", "json"}, 0, 1, true, false, render},
        {"rollback", "APP | --repo R (--commit C | --to C)",
         "Undo a commit, or go back to one, with git revert.",
         {kRepo,
          {"commit", "C", "The commit to undo; A..B: all after A up to B."},
          {"to", "C", "The commit whose content is wanted."},
          {"mainline", "N", "Of a merge: the parent to go back to, from 1."},
          {"all-paths", nullptr, "With --to: everything, not only the application's path."},
          {"dry-run", nullptr, "Only show what it would do."},
          {"digest", "DIGEST", "Go on only if the rollback is exactly the one reviewed."},
          kNoFetch},
         {"table", "json", "yaml"}, 0, 1, true, true, rollback},
        {"sandbox", "info | reset",
         "Where the sandbox lies, or everything in it as on the first day.",
         {},
         {"table", "json", "yaml"}, 0, 1, false, false, sandbox},
        {"show", "COMMIT",
         "Show a commit with its files and differences.",
         {kRepo,
          {"app", "A", "Application whose repository holds it."},
          {"stat", nullptr, "Only the list of files."}},
         {"table", "json", "yaml"}, 1, 1, true, false, show},
        {"status", "[APP]",
         "Sync status and health of all applications or of one.",
         {kNoFetch},
         {"table", "wide", "json", "yaml", "md"}, 0, 1, true, true, status},
        {"sync", "APP --plan DIGEST",
         "Execute a reviewed plan; refused when it is not current.",
         {{"plan", "DIGEST", "Digest that `plumb plan` printed."},
          kNoFetch},
         {"table", "json", "yaml"}, 1, 1, true, true, sync},
    };
    // clang-format on
    return kCommands;
}

} // namespace plumb::cli
