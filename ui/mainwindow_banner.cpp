// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "format/text.h"
#include "views/workbench.h"
#include "widgets/banner.h"

#include <QAbstractButton>

namespace plumb::ui {

// One banner: what was interrupted, and what has to be decided first.
void MainWindow::refreshBanner()
{
    const auto now = m_services.now();
    auto* banner = m_workbench->banner();
    const auto* application = find(m_application);
    const auto* repository = findRepository(m_repository);
    const auto* cluster = shownCluster();
    const bool isOther = cluster && !cluster->changed.isEmpty();
    const bool isInsecure = cluster && cluster->isInsecure && cluster->config.allowInsecure;
    const bool wasInterrupted = !m_interrupted.isEmpty();
    QString text;
    if (repository && repository->error)
        text = repository->error->summary;
    else if (isOther)
        text = cluster->changed;
    else if (isInsecure)
        text = tr("The certificate of %1 is not checked (insecure-skip-tls-verify): whoever is on "
                  "the way to %2 can read the credentials and answer in its place.")
                   .arg(cluster->config.name, cluster->server);
    else if (application && application->isStale && cluster && cluster->error)
        text = tr("%1 What is shown was last seen %2; nothing can be written.")
                   .arg(cluster->error->summary, ago(application->liveSeenAt, now));
    else if (application && application->isStale)
        text = tr("%1 has not answered since %2. This is the last known state; nothing can be "
                  "written. The connection is tried again by itself.")
                   .arg(application->config.context, ago(application->liveSeenAt, now));
    else if (repository && repository->config.remote.isEmpty()
             && !repository->remoteOfClone.isEmpty())
        text = tr("Pushes and rollbacks are off until you confirm where %1 is pushed to.")
                   .arg(repository->config.name);
    else
        text = m_problems.mid(0, 3).join(u'\n')
               + (m_problems.size() > 3
                      ? u'\n' + tr("and %n more", nullptr, int(m_problems.size() - 3))
                      : QString());
    if (wasInterrupted) // beside it, since a warning of the connection stays true
        text = (m_interrupted + QStringList{text}).join(u'\n').trimmed();
    const bool asks = repository && !repository->error && repository->config.remote.isEmpty()
                      && !repository->remoteOfClone.isEmpty() && !isOther && !isInsecure
                      && !(application && application->isStale);
    const bool isCut = isOther && cluster->state == engine::ClusterSnapshot::State::Stale;
    const bool isRefused = cluster && cluster->state == engine::ClusterSnapshot::State::Refused;
    banner->setRole(wasInterrupted || (repository && repository->error) || isCut || isInsecure
                            || isRefused
                        ? Role::Bad
                    : asks ? Role::Info
                           : Role::Warn);
    banner->say(text, m_problems.join(u'\n'));
    if (auto* button = banner->findChild<QAbstractButton*>(u"confirmremote"_s))
        button->setVisible(asks);
    if (auto* button = banner->findChild<QAbstractButton*>(u"reconnect"_s))
        button->setVisible(isOther && !(repository && repository->error));
    if (auto* button = banner->findChild<QAbstractButton*>(u"interrupted"_s))
        button->setVisible(wasInterrupted);
}

} // namespace plumb::ui
