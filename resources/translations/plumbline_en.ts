<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Dialogs</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm the remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Push %n commit(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>To %1 of %2. It is a compare-and-swap: if the branch is not at %3 any more, nothing is pushed. A force push is not offered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits to push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to push.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes exactly these commits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move in a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose or leave out a change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes and rollbacks of %1 go to this address. It comes from the settings of your clone; confirm it once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::gui::Application</name>
    <message>
        <source>The plan is kept for 15 minutes. Apply it with: plumb sync %1 --plan %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui</name>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed in the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as applied last; not synced yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed in Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default of the API server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored by rule %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git has it, the cluster does not. A sync creates it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in the cluster. A sync leaves it alone unless it prunes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In sync: nothing that Git says differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The next sync brings %n difference(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n difference(s) come with the next sync.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) made in the cluster will be overwritten by a sync.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) removed in Git stay: a sync keeps them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n defaulted by the API server</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n only in the cluster</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ignored by rule %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) hidden: </source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Application %1 on %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>, %n difference(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 %2 in Git, %3 live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 in Git, %3 live, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progressing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not contacted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>applying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n drifted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n behind</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>progressing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminating</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>… %n unchanged lines</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The API server refuses this: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The effect is not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing changes in the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No application reads these files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a binary file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over 5 MiB, not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(not on this side)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the branch now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the revert wants</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n create(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n update(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n delete(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>no change in the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than %1 commits are not undone one by one; go back to the commit before them instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a merge; roll it back by itself, where its parent is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lies between the chosen commits and is not chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 are not on one line of history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no commit before %1 to go back to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unverified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not on %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::AddApplicationDialog</name>
    <message>
        <source>Add application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One folder of a repository, delivered to one cluster. It is written to your workspace file; nothing is contacted yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name, path or URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder with manifests or a kustomization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the repository&apos;s branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for objects that name none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kustomize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendered as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders are listed once the repository is part of the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for folders with manifests…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a repository.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the application a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a context; without a kubeconfig there is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the application to the workspace file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is being written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) with manifests or a kustomization</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plumb::ui::ApprovalBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is protected: type its name to continue.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::CommitPane</name>
    <message>
        <source>Changes of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>merge of %n parents</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 &lt;%2&gt;, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This is a binary file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is over 5 MiB; it is not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>submodule, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LFS object, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show file history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show blame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::DifferenceView</name>
    <message>
        <source>Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 as one text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How differences are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that Git says differs here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::DriftPane</name>
    <message>
        <source>Drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects that differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields that differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the plumb command that prints these differences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git %1 vs live %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git vs live</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n in sync</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show only what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that Git says is live. Nothing differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an application to see where it drifted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing Git with the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This application has no objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No object is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This object could not be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that Git says differs here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide fields that are not differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What could be compared does not differ. Not all could be: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared locally and not by the server, since %1. Defaults and admission are not foreseen here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::EmptyState</name>
    <message>
        <source>Copy the details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FieldModel</name>
    <message>
        <source>%1 last wrote at %2. Kubernetes keeps the program, not the person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FileStory</name>
    <message>
        <source>Blame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading where the lines come from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the history of the file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FileStoryModel</name>
    <message>
        <source>was %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1, from %2 by %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FindPage</name>
    <message>
        <source>Find applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is written until you add something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the plumb commands that would add the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name, path or URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cluster, Git alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here renders to objects: there is no folder with manifests or a kustomization.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a repository, and a context if its cluster shall be asked too. Nothing is contacted until you look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking is under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is being written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a repository first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An application has a destination: choose a context and look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an application first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the repository; no cluster is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the repository and lists its kinds in the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a context first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where objects that name no namespace are looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was found yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses all that is simply proposed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Add applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Add %n application(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Writes new entries to your workspace file; everything else in it stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendered as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written to your workspace file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lines for the workspace file are being made.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FirstRunPage</name>
    <message>
        <source>Open repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add application…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is true, and what leans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git history and live Kubernetes state on one screen. Nothing is contacted until you ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A clone on this computer or a URL. Your work tree is never touched: Plumbline keeps a mirror of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path or URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path or URL of a repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use your kubeconfig</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An application joins a folder of a repository with a context. These contexts are known; none was contacted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sample repository and a simulated cluster, all on this computer. Everything can be tried in it, and reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a path or a URL first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No kubeconfig was found. Set KUBECONFIG or start with --kubeconfig FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No context is known: there is no kubeconfig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names a folder of a repository and the cluster it belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the sandbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the sample in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository is being opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find applications…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposes applications from a repository and a cluster; nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names a file elsewhere: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FleetModel</name>
    <message>
        <source>Application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::FleetView</name>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleet · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n application(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No application yet: name a folder of a repository and the cluster it belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No application is delivered to %1 yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add application…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::HistoryDelegate</name>
    <message>
        <source>%1 target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n drifted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · last known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::HistoryModel</name>
    <message>
        <source>target of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was live here, not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is live here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit %1, %2, by %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was live here when its cluster last answered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::HistoryView</name>
    <message>
        <source>Drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown below the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The live revision %1 of %2 is not in this clone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a repository or an application to see its history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No commit matches “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This repository has no commits yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show changes of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy commit id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first %1 matches are shown. Say more in the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep lines of history together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git&apos;s topological order; without it the youngest commits come first</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n commit(s)…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Copy commit ids</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::Inspector</name>
    <message numerus="yes">
        <source>%n behind</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown in the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an application at the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cluster has not answered since %1; this is the last known state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not by Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destination</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendered with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live state</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::JobStrip</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the running work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>git: cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git fetched %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::Label</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::Locator</name>
    <message>
        <source>Go to anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places to go to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::MainWindow</name>
    <message>
        <source>%1 — %2 — Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROTECTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the remote what is new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the commits that would be pushed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review sync…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what a sync would write; nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what undoing the chosen commit would do; nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads Git and the cluster again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add application…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open repository…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the sandbox…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the sandbox as on the first day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample repository, the simulated cluster and their journal start again as on the first day. Nothing outside of the sandbox is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leaves your workspace file. Nothing in Git or in the cluster changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm the remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>application on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a repository first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an application at the left first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a repository or an application first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching is under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer; what would be written is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are reviewing it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are looking at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the sandbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetched %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushed %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not answered since %2. This is the last known state; nothing can be written. The connection is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm first where %1 is pushed to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page has no filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pins are in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences are on the Drift and Review pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page has no inspector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page has no sidebar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no application to go to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do what this page is for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page only shows; nothing is done here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page has no other view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The certificate of %1 is not checked (insecure-skip-tls-verify): whoever is on the way to %2 can read the credentials and answer in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to what the kubeconfig says now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 What is shown was last seen %2; nothing can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything at %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As large as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not get larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not get smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is there to review.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has to be reviewed again: Git or the cluster moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep lines of history together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git&apos;s topological order; without it the youngest commits come first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find applications…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposes applications from a repository and a cluster; nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is that of the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes and rollbacks are off until you confirm where %1 is pushed to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rollback of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read what became of it; do not show it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::OperationDelegate</name>
    <message>
        <source>left out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::OperationModel</name>
    <message>
        <source>Deleted last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied in this order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API server refuses this: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sync overwrites a change made in the cluster. %1 was set to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git says %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 will be taken over from %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to %2. Unless you take it over, the API server refuses the change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API server warns: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried in advance: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::ProposalModel</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with differences</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::ResourceModel</name>
    <message>
        <source>created %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::ResourcesView</name>
    <message>
        <source>Resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the missing access rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an application to see its resources.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No resource matches “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This application has no resources in the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of this application can be read, so counts say “at least” and verdicts are Unknown: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::ReviewPage</name>
    <message>
        <source>Review and sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the kubectl commands that would do the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps this plan for 15 minutes, so that plumb can apply it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prune objects that Git no longer has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over fields of other writers (this object)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits that arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields that change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review sync · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>server-side dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not tried in advance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other writer may set its value again; both would then write in turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan %1 · made %2 · nothing written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Deletes %n object(s) that were applied from Git before.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Off: they stay in the cluster, whether used or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes are not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the cluster what would change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do: the cluster has what Git says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bound to exactly what is shown; void when Git or the cluster changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Approve and sync %n change(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Approve and sync %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes are being worked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes could not be worked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review changes again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git or the cluster changed since this was shown; the approval is void.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cluster does not answer; what would be written is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The choice is being checked with the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync ended: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletes what was applied from Git before and is not in it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes fields that another program manages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git or the cluster changed; review it again first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve and sync</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::RollbackPage</name>
    <message>
        <source>Roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the plumb command that does the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a merge: go back to the side of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parent of the merge to go back to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only files of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The revert conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) conflict</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) undone</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Effect on the cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit and push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stops if %1 moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live and healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing the revert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the cluster will see · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes in Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit by %1 &lt;%2&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since in another way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new commit takes back what “%1” changed; later commits stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git revert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new commit gives %1 the content it had at %2. Nothing is rewritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is what Git says now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parent %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the followed branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed in memory · nothing written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One click commits as you, pushes, syncs and follows to live. It stops if the branch moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit, push and follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The revert is being computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review changes again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git or the cluster changed since this was shown; the preview is void.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rolled back by commit %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The revert conflicts with later changes. Nothing can be committed as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This would change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits, the youngest is undone first</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Undo %n commit(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>One new commit takes back what they changed; later commits stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown of the rollback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effect of the rollback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rollback is running.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::SelectorButton</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no other %1 to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 to choose.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::Sidebar</name>
    <message>
        <source>Sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applications, repositories and clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add application…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names a folder of a repository and the cluster it belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the workspace…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::SidebarModel</name>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n app(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fleet, %n application(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repositories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unusable</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::StageList</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::Toolbar</name>
    <message>
        <source>repo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::UndoneList</name>
    <message>
        <source>Commits in the order in which they are undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not undone yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plumb::ui::Workbench</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: text, author:, path:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) not live</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
