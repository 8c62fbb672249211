// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reliability 3.2, the rows marked K: a real kube-apiserver and etcd, which are restarted, killed,
// compacted and put back. What must hold at every moment is in Scene::check().

#include "scene.h"
#include "support/faultproxy.h"

#include <QTest>

#include <csignal>

using namespace plumb;
using namespace plumb::chaos;
using Steady = std::chrono::steady_clock;

class RealFaultsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ControlPlane> m_plane;
    Trials m_trials;

    kube::Endpoint straight() const { return m_plane->endpoint(u"admin-token"_s); }

private Q_SLOTS:
    void initTestCase()
    {
        m_plane = std::make_unique<ControlPlane>(QStringLiteral(BINARY_ROOT "/real-faults"));
        QVERIFY2(m_plane->up(), qPrintable(m_plane->said()));
    }
    void cleanupTestCase()
    {
        m_trials.print();
        m_plane.reset();
    }

    void w01_aRestartedServerIsResumed()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene w(trial, *m_plane, straight(), {{kMaps}, 12, 1});
            w.live();
            w.isChanging = false;
            trial.require(m_plane->end(u"kube-apiserver"_s, SIGTERM), u"it ends"_s);
            m_plane->begin();
            w.requireWithin([&] { return w.freshness().state == State::Reconnecting; }, 10s,
                            "it says that it reconnects");
            trial.require(w.reflector().store().size() > 0, u"the old content stays"_s);
            w.requireWithin([&] { return m_plane->isReady(); }, 60s, "the server is ready");
            w.judge(5s);
            trial.require(m_plane->finish(), m_plane->said());
        });
    }
};

QTEST_GUILESS_MAIN(RealFaultsTest)
#include "tst_realfaults.moc"
