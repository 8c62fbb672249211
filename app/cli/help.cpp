// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/help.h"

namespace plumb::cli {

namespace {

constexpr qsizetype kScreen = 80;

// `left` in a column of its own, `right` beside it in as many lines as it needs.
QString row(const QString& left, const QString& right, qsizetype column)
{
    QString out = left.size() < column - 1 ? left.leftJustified(column)
                                           : left + u'\n' + QString(column, u' ');
    qsizetype used = column;
    for (const QString& word : right.split(u' ')) {
        if (used > column && used + 1 + word.size() > kScreen) {
            out += u'\n' + QString(column, u' ');
            used = column;
        }
        if (used > column) {
            out += u' ';
            ++used;
        }
        out += word;
        used += word.size();
    }
    return out + u'\n';
}

QString rows(const std::vector<Option>& options)
{
    QString out;
    for (const Option& option : options) {
        QStringList names;
        for (const QString& name : namesOf(option))
            names.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
        QString left = u"  "_s + names.join(u", "_s);
        if (option.valueName)
            left += u' ' + QString::fromLatin1(option.valueName);
        QString right = QString::fromLatin1(option.help);
        if (option.fallback && *option.fallback)
            right += u" Default: %1."_s.arg(QString::fromLatin1(option.fallback));
        out += row(left, right, 27);
    }
    return out;
}

} // namespace

const std::vector<Option>& globalOptions()
{
    static const std::vector<Option> kOptions = {
        {"workspace", "FILE",
         "Workspace file; default: PLUMBLINE_WORKSPACE, else the config folder's."},
        {"kubeconfig", "FILE", "This kubeconfig alone; default: KUBECONFIG, else ~/.kube/config."},
        {"sandbox", nullptr, "Use the sandbox: a simulated cluster and a sample repository."},
        {"h,help", nullptr, "Print help."},
        {"version", nullptr, "Print the version."},
    };
    return kOptions;
}

QStringList namesOf(const Option& option)
{
    return QString::fromLatin1(option.names).split(u',');
}

QString help()
{
    QString out = u"plumb: Git history beside live Kubernetes state, on the command line\n\n"
                  "Usage: plumb COMMAND [ARGUMENTS]\n\nCommands:\n"_s;
    for (const Command& command : commands())
        out += row(u"  "_s + QString::fromLatin1(command.name),
                   QString::fromLatin1(command.summary), 13);
    return out + u"\nOptions of every command:\n"_s + rows(globalOptions())
           + u"\nExit codes: 0 nothing to report, 1 differences, 2 error, 3 usage, 4 unreachable,\n"
             "5 not permitted, 6 incomplete. `plumb COMMAND --help` tells more.\n"_s;
}

QString help(const Command& command)
{
    auto options = command.options;
    QByteArray formats;
    if (!command.formats.empty()) {
        for (const char* format : command.formats)
            formats += (formats.isEmpty() ? "" : "|") + QByteArray(format);
        options.push_back(
            {"o,output", formats.constData(), "Form of the output.", command.formats.front()});
    }
    const QString usage = u"Usage: plumb %1 %2"_s.arg(QString::fromLatin1(command.name),
                                                      QString::fromLatin1(command.synopsis));
    QString out = usage.trimmed() + u"\n\n"_s + QString::fromLatin1(command.summary) + u'\n';
    if (!options.empty())
        out += u'\n' + rows(options);
    return out + u"\nOptions of every command:\n"_s + rows(globalOptions());
}

} // namespace plumb::cli
