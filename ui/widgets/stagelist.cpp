// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/stagelist.h"

#include "format/verdict.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace plumb::ui {

class StageRow : public QWidget
{
public:
    StageRow()
        : m_title(new Label)
        , m_detail(new Label({}, LabelStyle::Small))
    {
        m_detail->setWordWrap(true);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(34, 5, 0, 5);
        column->setSpacing(0);
        column->addWidget(m_title);
        column->addWidget(m_detail);
    }
    void set(int number, const engine::RollbackStage& stage)
    {
        m_number = number;
        m_stage = stage;
        m_title->setText(stage.title);
        auto detail = stage.detail;
        if (stage.at.isValid())
            detail = stage.at.toLocalTime().time().toString(u"HH:mm:ss"_s)
                     + (detail.isEmpty() ? QString() : u" · "_s + detail);
        m_detail->setText(detail);
        m_detail->setVisible(!detail.isEmpty());
        setAccessibleName(text());
        update();
    }
    QString text() const { return m_title->fullText() + u": "_s + markOf(m_stage.state).word; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const auto mark = markOf(m_stage.state);
        const auto& token = theme().token(mark.role);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect disc(2, 6, 21, 21);
        painter.setPen(Qt::NoPen);
        painter.setBrush(token.tint);
        painter.drawEllipse(disc);
        if (m_stage.state == engine::RollbackStage::State::Waiting) {
            painter.setPen(token.ink);
            painter.setFont(uiFont(-2, QFont::DemiBold));
            painter.drawText(disc, Qt::AlignCenter, QString::number(m_number));
        } else {
            const auto shape =
                m_stage.state == engine::RollbackStage::State::Done ? Shape::Check : mark.shape;
            paintShape(&painter, disc.adjusted(5, 5, -5, -5), shape, token.ink);
        }
    }

private:
    int m_number = 0;
    engine::RollbackStage m_stage;
    Label* m_title;
    Label* m_detail;
};

StageList::StageList(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    setAccessibleName(tr("Progress"));
}

void StageList::setStages(const QList<engine::RollbackStage>& stages)
{
    while (m_rows.size() > stages.size())
        delete m_rows.takeLast();
    while (m_rows.size() < stages.size()) {
        m_rows.append(new StageRow);
        m_column->addWidget(m_rows.last());
    }
    for (int i = 0; i < int(stages.size()); ++i)
        m_rows[i]->set(i + 1, stages[i]);
}

QString StageList::text() const
{
    QStringList lines;
    for (const auto* row : m_rows)
        lines << row->text();
    return lines.join(u'\n');
}

} // namespace plumb::ui
