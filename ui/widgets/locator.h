// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/searchfield.h"

#include <functional>

class QListWidget;

namespace plumb::ui {

//! "Go to anything": a field whose list below narrows while one types. `>` actions, `:` contexts,
//! `#` commits.
class Locator : public SearchField
{
    Q_OBJECT
public:
    struct Entry
    {
        QChar prefix; //!< null: found without one too
        QString text, hint;
        std::function<void()> go;
    };
    using Entries = std::function<QList<Entry>(const QString& typed)>;
    explicit Locator(QWidget* parent = nullptr);
    ~Locator() override;
    void setEntries(Entries entries) { m_entries = std::move(entries); }
    QStringList shown() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void refresh();
    void take(int row);
    Entries m_entries;
    QList<Entry> m_shown;
    QListWidget* m_popup;
};

//! Entries that fit what was typed, best first, at most 12. Pure.
QList<Locator::Entry> fitting(const QList<Locator::Entry>& all, const QString& typed);

} // namespace plumb::ui
