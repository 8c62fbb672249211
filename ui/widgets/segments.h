// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QButtonGroup;

namespace plumb::ui {

//! "Fields | Unified": a few ways to see one thing; exactly one is chosen.
class Segments : public QWidget
{
    Q_OBJECT
public:
    Segments(const QStringList& words, const QString& accessibleName, QWidget* parent = nullptr);
    int current() const;
    void setCurrent(int index);
    void setWord(int index, const QString& word);
    void setSegmentVisible(int index, bool visible);

Q_SIGNALS:
    void changed(int index);

private:
    QButtonGroup* m_group;
};

} // namespace plumb::ui
