// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/tokens.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;

namespace plumb::ui {

//! One shape, one meaning: each is a picture below resources/icons.
enum class Shape {
    None,
    Synced,
    OutOfSync,
    SyncUnknown,
    Healthy,
    Progressing,
    Degraded,
    Suspended,
    Missing,
    HealthUnknown,
    Failed,
    Running,
    Terminating,
    NoAccess,
    Fleet,
    Repository,
    Cluster,
    Application,
    Branch,
    Tag,
    Search,
    Warning,
    Check,
    Cross,
    Plus,
    Dot,
    Ring,
    Undo,
    Sandbox,
    Empty,
    Lock,
    File,
    Clock
};

//! File name below :/icons without its ending.
QString fileNameOf(Shape shape);
//! The shape in one colour, cached.
QPixmap shapePixmap(Shape shape, const QColor& colour, int size, qreal ratio);
void paintShape(QPainter* painter, const QRect& rect, Shape shape, const QColor& colour);
QIcon shapeIcon(Shape shape, const QColor& colour, int size = 16);

} // namespace plumb::ui
