// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/translation.h"

#include "base/result.h"

#include <QCoreApplication>
#include <QDir>
#include <QTranslator>

namespace plumb::gui {

QString translationsFolder()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath()
                           + u"/../share/plumbline/translations"_s);
}

bool installTranslation(QCoreApplication& application, const QString& folder, const QLocale& locale)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(locale, u"plumbline"_s, u"_"_s, folder))
        return false;
    translator->setParent(&application);
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace plumb::gui
