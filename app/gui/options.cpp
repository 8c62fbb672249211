// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/options.h"

#include <QDir>

namespace plumb::gui {

static const char kHelp[] =
    R"(Usage: plumbline [options]

Git history and live Kubernetes state on one screen.

  --sandbox            a sample repository and a simulated cluster
  --workspace FILE     what is configured; default: PLUMBLINE_WORKSPACE, else
                       the config folder's
  --kubeconfig FILE    this kubeconfig alone; default: KUBECONFIG, else
                       ~/.kube/config
  --theme WORD         light, dark or system
  --size WxH           size of the window, for example 1440x900
  --page NAME          history, drift, resources, review, rollback, firstrun,
                       find, add or fleet
  --screenshot FILE    saves a picture of that page and quits; needs no display,
                       and uses the sandbox unless a workspace is given
  -h, --help           prints this
  --version            prints the version
)";

QString helpText()
{
    return QString::fromLatin1(kHelp);
}

Result<Options> parseOptions(const QStringList& arguments, const QString& folder,
                             const QString& workspace)
{
    static const QStringList kPages{u"history"_s, u"drift"_s,    u"resources"_s,
                                    u"review"_s,  u"rollback"_s, u"firstrun"_s,
                                    u"find"_s,    u"add"_s,      u"fleet"_s};
    Options options;
    const auto wrong = [](const QString& text) {
        return failure(Error::Kind::Invalid, text + u" See plumbline --help."_s);
    };
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        auto name = arguments[i];
        std::optional<QString> value;
        if (const auto equals = name.indexOf(u'='); name.startsWith(u"--") && equals > 0) {
            value = name.mid(equals + 1);
            name = name.left(equals);
        }
        if (name == u"--help" || name == u"-h" || name == u"--version" || name == u"--sandbox") {
            if (value)
                return wrong(u"%1 takes no value."_s.arg(name));
            (name == u"--version"   ? options.version
             : name == u"--sandbox" ? options.sandbox
                                    : options.help) = true;
            continue;
        }
        static const QStringList kWithValue{u"--workspace"_s, u"--kubeconfig"_s, u"--screenshot"_s,
                                            u"--page"_s,      u"--size"_s,       u"--theme"_s};
        if (!kWithValue.contains(name))
            return wrong(
                u"plumbline does not know the argument “%1”."_s.arg(arguments[i].left(200)));
        if (!value && i + 1 < arguments.size())
            value = arguments[++i];
        if (!value || value->isEmpty())
            return wrong(u"%1 needs a value."_s.arg(name));
        const auto path = QDir::cleanPath(QDir(folder).absoluteFilePath(*value));
        if (name == u"--workspace") {
            options.workspace = path;
        } else if (name == u"--kubeconfig") {
            options.kubeconfig = path;
        } else if (name == u"--screenshot") {
            options.screenshot = path;
        } else if (name == u"--page") {
            if (!kPages.contains(*value))
                return wrong(
                    u"--page is one of %1, not “%2”."_s.arg(kPages.join(u", "_s), value->left(60)));
            options.page = *value;
        } else if (name == u"--theme") {
            if (*value != u"light" && *value != u"dark" && *value != u"system")
                return wrong(u"--theme is light, dark or system, not “%1”."_s.arg(value->left(60)));
            options.theme = *value == u"light"  ? ui::ThemeChoice::Light
                            : *value == u"dark" ? ui::ThemeChoice::Dark
                                                : ui::ThemeChoice::System;
        } else {
            const auto sides = value->split(u'x');
            bool wide = false, high = false;
            const QSize size(sides.value(0).toInt(&wide), sides.value(1).toInt(&high));
            if (sides.size() != 2 || !wide || !high || size.width() < 640 || size.height() < 400
                || size.width() > 8000 || size.height() > 8000)
                return wrong(
                    u"--size is WIDTHxHEIGHT between 640x400 and 8000x8000, not “%1”."_s.arg(
                        value->left(60)));
            options.size = size;
        }
    }
    if (!options.screenshot.isEmpty() && options.workspace.isEmpty())
        options.sandbox = true;
    if (options.sandbox && !options.workspace.isEmpty())
        return wrong(u"--sandbox has a workspace of its own; leave out --workspace."_s);
    if (!options.sandbox && options.workspace.isEmpty() && !workspace.isEmpty())
        options.workspace = QDir::cleanPath(QDir(folder).absoluteFilePath(workspace));
    return options;
}

} // namespace plumb::gui
