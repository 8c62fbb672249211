// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/commands.h"

#include <QWidget>

class QVBoxLayout;

namespace plumb::ui {

//! Steps on the way, each with its state in shape and word, a title and a quiet line.
class StageList : public QWidget
{
    Q_OBJECT
public:
    explicit StageList(QWidget* parent = nullptr);
    void setStages(const QList<engine::RollbackStage>& stages);
    QString text() const;

private:
    QList<class StageRow*> m_rows;
    QVBoxLayout* m_column;
};

} // namespace plumb::ui
