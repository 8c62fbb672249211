// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace plumb::ui {

class Label;

//! The foot of a page that ends in a write: what stands in the way, the name to type on a protected
//! context, other buttons, Cancel, and the one button that does it.
class ApprovalBar : public QWidget
{
    Q_OBJECT
public:
    explicit ApprovalBar(QWidget* parent = nullptr);
    QPushButton* addButton(const QString& text, const QString& what);
    //! Empty: not protected.
    void setProtectedName(const QString& context);
    void setPrimary(const QString& text);
    //! Why it cannot be done, beside the name that was not typed yet. Empty: nothing else.
    void setReason(const QString& reason);
    void setState(const QString& text);
    void setCancelText(const QString& text);
    QString reason() const;
    QPushButton* primary() const { return m_primary; }
    QPushButton* cancel() const { return m_cancel; }
    QLineEdit* typed() const { return m_typed; }

Q_SIGNALS:
    void approved();
    void cancelled();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    QString m_protected, m_reason, m_state;
    Label* m_text;
    Label* m_ask;
    QLineEdit* m_typed;
    QPushButton* m_cancel;
    QPushButton* m_primary;
    QVBoxLayout* m_column;
    QHBoxLayout* m_row;
};

} // namespace plumb::ui
