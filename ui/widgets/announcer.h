// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QTimer>

class QWidget;

namespace plumb::ui {

//! Tells a screen reader what changed without anybody's doing: at most every two seconds, then all
//! that has come up since in one go. The words are the description of the widget that speaks.
class Announcer : public QObject
{
    Q_OBJECT
public:
    explicit Announcer(QWidget* speaker);
    //! Nothing is said of an empty one.
    void say(const QString& sentence);

private:
    void speak();
    QWidget* m_speaker;
    QStringList m_waiting;
    QTimer m_pause;
};

} // namespace plumb::ui
