// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>

class QCoreApplication;

namespace plumb::gui {

//! Where the languages lie beside the installed program: share/plumbline/translations.
QString translationsFolder();

//! Installs plumbline_LANGUAGE.qm of the locale. False where there is none: the texts in the
//! sources are English.
bool installTranslation(QCoreApplication& application, const QString& folder,
                        const QLocale& locale);

} // namespace plumb::gui
