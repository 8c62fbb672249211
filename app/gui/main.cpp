// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/application.h"
#include "gui/translation.h"

#include "base/log.h"
#include "process.h"
#include "widgets/watchdog.h"

#include <QDir>
#include <QTextStream>

int main(int argc, char** argv)
{
    using namespace plumb;
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const auto options = gui::parseOptions(arguments, QDir::currentPath(),
                                           qEnvironmentVariable("PLUMBLINE_WORKSPACE"));
    hardenProcess();
    if (!options) {
        QTextStream(stderr) << options.error().summary << Qt::endl;
        return 3;
    }
    if (options->help) {
        QTextStream(stdout) << gui::helpText();
        return 0;
    }
    if (options->version) {
        QTextStream(stdout) << "plumbline " << PLUMBLINE_VERSION << Qt::endl;
        return 0;
    }
    if (!options->screenshot.isEmpty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")
        && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        QTextStream(stderr)
            << "There is no display. Use plumb on the command line, or plumbline --screenshot FILE."
            << Qt::endl;
        return 2;
    }
    installLogHandler();
    ui::GuiApplication app(argc, argv);
    gui::installTranslation(app, gui::translationsFolder(), QLocale());
    QCoreApplication::setApplicationName(u"plumbline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PLUMBLINE_VERSION));
    QGuiApplication::setDesktopFileName(u"io.github.plumbline.Plumbline"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/icons/plumbline.svg"_s));
    ui::applyTheme(app, options->theme);
    gui::Application application(*options);
    if (const auto started = application.start(); !started) {
        QTextStream(stderr) << started.error().summary << Qt::endl;
        return 2;
    }
    return QCoreApplication::exec();
}
