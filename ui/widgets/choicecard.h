// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace plumb::ui {

//! A large choice: a title, a sentence, sometimes a word at the right. Works as a radio button.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ChoiceCard(QWidget* parent = nullptr);
    void say(const QString& title, const QString& sentence, const QString& tag = {});
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title, m_sentence, m_tag;
};

} // namespace plumb::ui
