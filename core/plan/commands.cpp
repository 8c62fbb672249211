// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace plumb::plan {

namespace {

QString quoted(const QString& word)
{
    static const QRegularExpression kPlain(u"^[A-Za-z0-9_./:=@-]+\\z"_s);
    if (kPlain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

//! A comment must stay one line, whatever a name holds.
QString comment(QString text)
{
    return u"# "_s + text.replace(u'\n', u' ').replace(u'\r', u' ') + u'\n';
}

QString applyCommand(const Plan& plan, const Operation& operation)
{
    const QString command =
        u"kubectl --context=%1 apply --server-side --field-manager=plumbline%2 -f -"_s.arg(
            quoted(plan.context), operation.force ? u" --force-conflicts"_s : QString());
    if (!operation.desired.secrets().isEmpty())
        return comment(u"%1 holds secret values, which are not shown. Render it and pipe it into:"_s
                           .arg(describe(operation.key)))
               + comment(command);
    // Compact JSON is one line, so no line of it can end the here-document.
    return command + u" <<'EOF'\n"_s
           + QString::fromUtf8(
               QJsonDocument(operation.desired.json()).toJson(QJsonDocument::Compact))
           + u"\nEOF\n"_s;
}

QString deleteCommand(const Plan& plan, const Operation& operation)
{
    const auto& type = operation.type;
    const QString resource =
        type.gvk.group.isEmpty() ? type.plural : type.plural + u'.' + type.gvk.group;
    const QString ns =
        operation.key.ns.isEmpty() ? QString() : u" --namespace="_s + quoted(operation.key.ns);
    return u"kubectl --context=%1 delete%2 %3\n"_s.arg(
        quoted(plan.context), ns, quoted(resource + u'/' + operation.key.name));
}

} // namespace

QString asCommands(const Plan& plan)
{
    QString text = comment(u"%1 at %2 on %3, plan %4"_s.arg(plan.application, plan.revision,
                                                            plan.context, plan.digest));
    text += comment(
        u"kubectl does not check what Plumbline checks: that cluster and objects are still those of the review."_s);
    for (const Operation& each : plan.operations) {
        if (!each.chosen || each.action == Action::Unchanged)
            continue;
        text += comment(describe(each));
        text += each.action == Action::Prune ? deleteCommand(plan, each) : applyCommand(plan, each);
    }
    return text;
}

} // namespace plumb::plan
