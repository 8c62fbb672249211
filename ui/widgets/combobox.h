// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>

namespace plumb::ui {

//! A combo box that says with an ellipsis that its text goes on; the whole of it is in the tooltip.
class ComboBox : public QComboBox
{
    Q_OBJECT
public:
    explicit ComboBox(QWidget* parent = nullptr);
    //! The text that stands in the field, of which the end may be missing.
    QString shownText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace plumb::ui
