// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

namespace plumb::ui {

//! "repo shop-config ▾": what is chosen, with a menu of the others.
class SelectorButton : public QToolButton
{
    Q_OBJECT
public:
    explicit SelectorButton(const QString& caption, QWidget* parent = nullptr);
    void setValue(const QString& value);
    QString value() const { return m_value; }
    //! The user's own mark of what is chosen, beside its name; an invalid colour: none.
    void setSwatch(const QColor& colour);
    void setChoices(const QStringList& choices);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString& value);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    int swatchRoom() const;
    QString m_caption, m_value;
    QColor m_swatch;
    bool m_isEmpty = true;
};

} // namespace plumb::ui
