// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reliability 3.2, the rows marked P: a real API server behind the fault proxy. What must hold at
// every moment is in Scene::check(); each row adds what is peculiar to its fault.

#include "scene.h"
#include "support/faultproxy.h"

#include <QTest>

#include <mutex>

using namespace plumb;
using namespace plumb::chaos;
using test::Exchange;
using test::Fault;
using test::FaultProxy;
using test::httpAnswer;

namespace {

QByteArray status(int code, const QByteArray& reason, const QByteArray& headers = {})
{
    return httpAnswer(code,
                      R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":")" + reason
                          + R"(","message":"made by the test","code":)" + QByteArray::number(code)
                          + '}',
                      "application/json", headers);
}

//! Chance for the threads of a proxy.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int bound)
    {
        const std::lock_guard guard(m_lock);
        return int(m_random.bounded(bound));
    }

private:
    std::mutex m_lock;
    QRandomGenerator m_random;
};

//! A scene whose reflectors go through a proxy.
struct Behind
{
    FaultProxy proxy;
    Scene scene;
    Behind(Trial& trial, const ControlPlane& plane, const test::KeyPair& authority,
           const Scene::Options& options = {})
        : proxy(FaultProxy::Way::Http, plane.port(), authority)
        , scene(trial, plane, wayTo(plane, authority, proxy.port()), options)
    {
    }
    static kube::Endpoint wayTo(const ControlPlane& plane, const test::KeyPair& authority, int port)
    {
        kube::Endpoint way = plane.endpoint(u"admin-token"_s);
        way.server = u"https://127.0.0.1:%1"_s.arg(port);
        if (!authority.certificatePem.isEmpty())
            way.caPem = authority.certificatePem;
        return way;
    }
    qsizetype count(const std::function<bool(const Exchange&)>& counts, qsizetype from = 0) const
    {
        const auto all = proxy.log().mid(from);
        return std::count_if(all.begin(), all.end(), counts);
    }
    //! The next watches are told that their version is gone, so that all is listed anew.
    static Fault goneOr(const Exchange& exchange, const Fault& otherwise)
    {
        Fault gone;
        gone.answer = status(410, "Expired");
        return exchange.isWatch() ? gone : otherwise;
    }
};

} // namespace

class ProxyFaultsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ControlPlane> m_plane;
    const test::KeyPair m_authority = test::makeAuthority();
    Trials m_trials;

private Q_SLOTS:
    void initTestCase()
    {
        m_plane = std::make_unique<ControlPlane>(QStringLiteral(BINARY_ROOT "/real-proxyfaults"));
        QVERIFY2(m_plane->up(), qPrintable(m_plane->said()));
    }
    void cleanupTestCase()
    {
        m_trials.print();
        m_plane.reset();
    }

    void w11_whatIsCutOffIsNotBelieved()
    {
        m_trials.play("P", [this](Trial& trial) {
            Behind w(trial, *m_plane, m_authority);
            w.scene.live();
            w.scene.pace = 20ms;
            Dice dice(trial.seed);
            w.proxy.choose([&dice](const Exchange& exchange) {
                Fault fault;
                fault.end = dice.below(2) ? Fault::End::Fin : Fault::End::Reset;
                if (exchange.isWatch())
                    fault.cutAfter = 300 + dice.below(3'000);
                return fault;
            });
            w.proxy.cut(Fault::End::Reset);
            w.scene.run(6s);
            const auto isCut = [](const Exchange& e) { return e.did.contains(" after "); };
            trial.require(w.count(isCut) > 3, u"streams were cut"_s);
            // A list that is cut off changes nothing.
            const auto shown = w.scene.reflector().store().keys();
            w.proxy.choose([&dice](const Exchange& exchange) {
                Fault fault;
                if (exchange.isList())
                    fault.cutAfter = 200 + dice.below(2'000);
                return Behind::goneOr(exchange, fault);
            });
            w.proxy.cut();
            w.scene.requireWithin(
                [&] {
                    return w.count([&](const Exchange& e) { return e.isList() && isCut(e); }) > 1;
                },
                10s, "lists are cut");
            trial.require(w.scene.reflector().store().keys().size() > shown.size() / 2,
                          u"the old content stays"_s);
            trial.require(!w.scene.freshness().isFresh(), u"it is not shown as fresh"_s);
            w.proxy.healthy();
            w.scene.judge(10s);
        });
    }
};

QTEST_GUILESS_MAIN(ProxyFaultsTest)
#include "tst_proxyfaults.moc"
