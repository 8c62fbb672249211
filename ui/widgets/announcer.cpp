// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/announcer.h"

#include "base/text.h"

#include <QAccessible>
#include <QWidget>

namespace plumb::ui {

Announcer::Announcer(QWidget* speaker)
    : QObject(speaker)
    , m_speaker(speaker)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(2000);
    connect(&m_pause, &QTimer::timeout, this, &Announcer::speak);
}

void Announcer::say(const QString& sentence)
{
    const auto words = printable(sentence, 400);
    if (words.isEmpty() || m_waiting.contains(words))
        return;
    m_waiting.append(words);
    if (!m_pause.isActive())
        speak();
}

void Announcer::speak()
{
    if (m_waiting.isEmpty())
        return;
    m_speaker->setAccessibleDescription(std::exchange(m_waiting, {}).join(u' '));
    QAccessibleEvent alert(m_speaker, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    m_pause.start();
}

} // namespace plumb::ui
