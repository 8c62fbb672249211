// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/jobstrip.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace plumb::ui {

//! A small shape and its words.
class StateDot : public QWidget
{
public:
    StateDot()
        : m_text(new Label({}, LabelStyle::Small))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(16, 0, 0, 0);
        row->addWidget(m_text);
        hide();
    }
    void say(Shape shape, Role role, const QString& text)
    {
        m_shape = shape;
        m_role = role;
        m_text->setText(text);
        setAccessibleName(m_text->fullText());
        setVisible(!text.isEmpty());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintShape(&painter, QRect(0, (height() - 11) / 2, 11, 11), m_shape,
                   theme().token(m_role).ink);
    }

private:
    Shape m_shape = Shape::None;
    Role m_role = Role::Neutral;
    Label* m_text;
};

JobStrip::JobStrip(QWidget* parent)
    : QWidget(parent)
    , m_text(new Label({}, LabelStyle::Small))
    , m_bar(new QProgressBar)
    , m_age(new Label({}, LabelStyle::Small))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_cluster(new StateDot)
    , m_git(new StateDot)
    , m_user(new Label({}, LabelStyle::Small))
{
    setObjectName(u"statusstrip"_s);
    setAttribute(Qt::WA_StyledBackground);
    setZoomedHeight(this, 28);
    setAccessibleName(tr("Status"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(10);
    m_text->setElide(Qt::ElideRight);
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_bar->setFixedWidth(150);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setProperty("link", true);
    m_cancel->setAccessibleName(tr("Cancel the running work"));
    m_user->setElide(Qt::ElideMiddle);
    m_user->setMaximumWidth(260);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_age);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_cluster);
    row->addWidget(m_git);
    row->addWidget(m_user);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelWanted(m_jobId); });
    setJobs({}, {});
}

void JobStrip::setJobs(const QList<engine::Job>& jobs, const QDateTime& now)
{
    m_job.clear();
    m_jobId = 0;
    bool canCancel = false;
    if (!jobs.isEmpty()) {
        const auto& job = jobs.first();
        m_jobId = job.id;
        m_job = job.phase.isEmpty() ? job.title : tr("%1: %2").arg(job.title, job.phase);
        if (job.total > 0) {
            m_job += u' ' + tr("%1 / %2").arg(job.done).arg(job.total);
            m_bar->setRange(0, 1000);
            m_bar->setValue(int(job.done * 1000 / job.total));
        } else {
            m_bar->setRange(0, 0);
        }
        if (jobs.size() > 1)
            m_job += u' ' + tr("(and %n more)", nullptr, int(jobs.size() - 1));
        const auto seconds = job.started.secsTo(now);
        m_age->setText(seconds > 0 ? shortAge(job.started, now) : QString());
        canCancel = job.canCancel && seconds >= 2;
    }
    m_bar->setVisible(m_jobId);
    m_age->setVisible(m_jobId);
    m_cancel->setVisible(canCancel);
    refresh();
}

void JobStrip::setMessage(const QString& text)
{
    m_message = text;
    refresh();
}

void JobStrip::setHint(const QString& text)
{
    m_hint = text;
    refresh();
}

void JobStrip::setCluster(const std::optional<engine::ClusterSnapshot>& cluster,
                          const QDateTime& now)
{
    if (!cluster) {
        m_cluster->say(Shape::None, Role::Neutral, {});
        m_user->hide();
        return;
    }
    const auto mark = markOf(cluster->state);
    auto text = cluster->config.name + u' ' + mark.word;
    if (cluster->lastSeen.isValid()
        && cluster->state != engine::ClusterSnapshot::State::NotContacted)
        text += u' ' + ago(cluster->lastSeen, now);
    m_cluster->say(mark.shape, mark.role, text);
    m_cluster->setToolTip(plainTip(cluster->error ? cluster->error->summary : cluster->server));
    auto way = cluster->way;
    if (!cluster->user.isEmpty())
        way.prepend(cluster->user);
    m_user->setText(way.join(u" · "_s));
    m_user->setVisible(!way.isEmpty());
}

void JobStrip::setRepository(const std::optional<engine::RepositorySnapshot>& repository,
                             const QDateTime& now)
{
    if (!repository) {
        m_git->say(Shape::None, Role::Neutral, {});
        return;
    }
    if (repository->error)
        m_git->say(Shape::Failed, Role::Bad, tr("git: cannot be read"));
    else if (repository->phase != engine::Phase::Ready)
        m_git->say(Shape::Ring, Role::Neutral, tr("git not read yet"));
    else
        m_git->say(Shape::Dot, Role::Ok, tr("git fetched %1").arg(ago(repository->fetchedAt, now)));
    m_git->setToolTip(
        plainTip(repository->error ? repository->error->summary : repository->config.location));
}

QString JobStrip::text() const
{
    return m_text->fullText();
}

void JobStrip::refresh()
{
    m_text->setText(!m_hint.isEmpty() ? m_hint : !m_job.isEmpty() ? m_job : m_message);
}

} // namespace plumb::ui
