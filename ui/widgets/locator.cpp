// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/locator.h"

#include "base/text.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QListWidget>

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

QList<Locator::Entry> fitting(const QList<Locator::Entry>& all, const QString& typed)
{
    auto wanted = typed.trimmed();
    QChar prefix;
    if (!wanted.isEmpty() && QStringView(u">:#@").contains(wanted[0])) {
        prefix = wanted[0];
        wanted = wanted.mid(1).trimmed();
    }
    QList<Locator::Entry> starts, holds;
    for (const auto& entry : all) {
        if (!prefix.isNull() && entry.prefix != prefix)
            continue;
        if (entry.text.startsWith(wanted, Qt::CaseInsensitive))
            starts.append(entry);
        else if (entry.text.contains(wanted, Qt::CaseInsensitive)
                 || entry.hint.contains(wanted, Qt::CaseInsensitive))
            holds.append(entry);
    }
    return (starts + holds).mid(0, 12);
}

Locator::Locator(QWidget* parent)
    : SearchField(tr("Go to anything"), tr("Ctrl K"), parent)
    , m_popup(new QListWidget)
{
    // a window of its own that never takes the focus from the field
    m_popup->setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    m_popup->setAttribute(Qt::WA_ShowWithoutActivating);
    m_popup->setFocusPolicy(Qt::NoFocus);
    m_popup->setAccessibleName(tr("Places to go to"));
    m_popup->setFrameShape(QFrame::Box);
    connect(this, &QLineEdit::textEdited, this, &Locator::refresh);
    connect(m_popup, &QListWidget::itemClicked, this, [this] { take(m_popup->currentRow()); });
}

Locator::~Locator()
{
    delete m_popup;
}

QStringList Locator::shown() const
{
    QStringList texts;
    for (const auto& entry : m_shown)
        texts << entry.text;
    return texts;
}

void Locator::refresh()
{
    m_shown = m_entries && !text().trimmed().isEmpty() ? fitting(m_entries(text()), text())
                                                       : QList<Entry>();
    m_popup->clear();
    for (const auto& entry : m_shown)
        m_popup->addItem(
            printable(entry.text, 120)
            + (entry.hint.isEmpty() ? QString() : u"   "_s + printable(entry.hint, 120)));
    if (m_shown.isEmpty()) {
        m_popup->hide();
        return;
    }
    m_popup->setCurrentRow(0);
    m_popup->setPalette(palette());
    m_popup->resize(qMax(width(), 360), qMin(12, int(m_shown.size())) * rowHeight() + 6);
    m_popup->move(mapToGlobal(QPoint(0, height() + 4)));
    m_popup->show();
}

void Locator::take(int row)
{
    if (row < 0 || row >= m_shown.size())
        return;
    const auto go = m_shown[row].go;
    m_popup->hide();
    clear();
    m_shown.clear();
    clearFocus();
    if (go)
        go();
}

void Locator::keyPressEvent(QKeyEvent* event)
{
    if (m_popup->isVisible()) {
        if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
            const auto step = event->key() == Qt::Key_Down ? 1 : -1;
            m_popup->setCurrentRow(qBound(0, m_popup->currentRow() + step, m_popup->count() - 1));
            return;
        }
        if (event->key() == Qt::Key_Escape) {
            m_popup->hide();
            clear();
            return;
        }
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        take(qMax(0, m_popup->currentRow()));
        return;
    }
    SearchField::keyPressEvent(event);
}

void Locator::focusOutEvent(QFocusEvent* event)
{
    m_popup->hide();
    SearchField::focusOutEvent(event);
}

} // namespace plumb::ui
