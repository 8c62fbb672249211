// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "world.h"

#include <QAbstractEventDispatcher>

namespace plumb::chaos {

World::World(quint32 seed, int kinds, int objects)
    : random(seed)
    , server(std::make_shared<SimulatedServer>(clock))
    , m_proofs(size_t(kinds))
{
    for (int i = 0; i < kinds; ++i) {
        const kube::ApiResource type{{u"example.io"_s, u"v1"_s, u"Kind%1"_s.arg(i)},
                                     QString::fromLatin1(plural(i)),
                                     true,
                                     {u"list"_s, u"watch"_s},
                                     {}};
        auto truth = std::make_unique<Truth>(type, clock, server->revision);
        for (int n = 0; n < objects; ++n)
            truth->put("o" + QByteArray::number(n), "first");
        server->truths.emplace(plural(i), std::move(truth));
        reflectors.push_back(std::make_unique<kube::Reflector>(
            server, type, u"shop"_s, clock, [this] { return random.generateDouble(); }));
    }
}

World::~World()
{
    reflectors.clear();
}

void World::live()
{
    for (const auto& reflector : reflectors)
        reflector->start();
    settle();
    requireWithin([this] { return isConverged(); }, 30s, "it begins well");
    run(between(0s, 60s));
}

void World::mutate()
{
    if (server->truths.empty())
        return;
    Truth& truth = this->truth(below(int(reflectors.size())));
    const QByteArrayList names = truth.names();
    const QByteArray data = QByteArray::number(random.generate(), 16);
    const QByteArray any = names.isEmpty() ? QByteArray("o0") : names.at(below(int(names.size())));
    switch (below(10)) {
    case 0:
        truth.remove(any);
        break;
    case 1: // replaced by another of the same name
        truth.remove(any);
        truth.put(any, data);
        break;
    case 2:
    case 3:
        truth.put("o" + QByteArray::number(below(int(names.size()) + 10)), data);
        break;
    default:
        truth.put(any, data);
    }
    server->flush();
}

void World::mutateAll(int times)
{
    for (int i = 0; i < times; ++i)
        mutate();
    settle();
    check();
}

std::vector<kube::Reflector*> World::everyone() const
{
    std::vector<kube::Reflector*> all = others;
    for (const auto& reflector : reflectors)
        all.push_back(reflector.get());
    return all;
}

void World::settle()
{
    const auto isReading = [this] {
        const auto all = everyone();
        return std::any_of(all.begin(), all.end(),
                           [](const auto* reflector) { return reflector->isReading(); });
    };
    auto* const events = QAbstractEventDispatcher::instance();
    do
        while (events->processEvents(QEventLoop::AllEvents)) { } // one event posts the next
    while (isReading() && events->processEvents(QEventLoop::WaitForMoreEvents));
}

void World::step(Time until)
{
    if (!m_nextChange)
        m_nextChange = clock.steady() + between(1ms, 2 * pace);
    Time next = isChanging ? std::min(until, *m_nextChange) : until;
    if (const auto due = server->due())
        next = std::min(next, *due);
    for (const auto* reflector : everyone())
        if (const auto due = reflector->due())
            next = std::min(next, *due);
    const auto ahead = std::chrono::ceil<std::chrono::milliseconds>(next - clock.steady());
    clock.move(std::max<std::chrono::milliseconds>(ahead, 1ms));
    server->tick();
    if (isChanging && clock.steady() >= *m_nextChange) {
        mutate();
        m_nextChange.reset();
    }
    for (auto* reflector : everyone())
        reflector->tick();
    settle();
    check();
    ++steps;
}

void World::run(std::chrono::milliseconds time)
{
    settle();
    const Time until = clock.steady() + time;
    while (clock.steady() < until)
        step(until);
}

bool World::runUntil(const std::function<bool()>& holds, std::chrono::nanoseconds limit)
{
    const Time until = clock.steady() + limit;
    settle();
    while (!holds()) {
        if (clock.steady() >= until)
            return false;
        step(until);
    }
    return true;
}

void World::require(bool holds, const char* what)
{
    if (!holds)
        broken += QString::fromLatin1(what);
}

void World::requireWithin(const std::function<bool()>& holds, std::chrono::milliseconds limit,
                          const char* what)
{
    require(runUntil(holds, limit), what);
}

bool World::isConverged()
{
    for (size_t i = 0; i < reflectors.size(); ++i)
        if (!reflectors[i]->freshness().isFresh()
            || !truth(int(i)).equals(reflectors[i]->store().all()))
            return false;
    return true;
}

void World::check()
{
    const auto accuse = [this](const QString& what) {
        if (wrong++ == 0)
            firstWrong = what;
    };
    for (size_t i = 0; i < reflectors.size(); ++i) {
        const auto fresh = reflectors[i]->freshness();
        auto& [told, since] = m_proofs[i];
        if (fresh.lastProof != told) {
            told = fresh.lastProof;
            since = clock.steady();
        }
        if (!fresh.isFresh())
            continue;
        const Time from = heldSince ? std::min(*heldSince, since) : since;
        const Truth& truth = this->truth(int(i));
        QSet<QByteArray> shown;
        for (const auto& object : reflectors[i]->store().all()) {
            shown += object.name().toUtf8();
            if (!truth.wasTrue(object, from))
                accuse(
                    u"%1@%2 of %3 is shown as fresh, and was no more true at the last proof"_s.arg(
                        object.name(), object.resourceVersion(),
                        QString::fromLatin1(plural(int(i)))));
        }
        for (const QByteArray& name : truth.names())
            if (!shown.contains(name) && !truth.wasAbsent(name, from))
                accuse(u"%1 of %2 is missing, and was there all the time"_s.arg(
                    QString::fromUtf8(name), QString::fromLatin1(plural(int(i)))));
    }
}

} // namespace plumb::chaos
