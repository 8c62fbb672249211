// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/scopes_p.h"

#include <QTest>

using namespace plumb;
using namespace plumb::engine;
using State = kube::Reflector::State;

namespace {

kube::ApiResource type(const QString& kind, bool namespaced = true, bool mayWatch = true)
{
    return {{{}, u"v1"_s, kind},
            kind.toLower() + u's',
            namespaced,
            mayWatch ? QStringList{u"list"_s, u"watch"_s} : QStringList{u"list"_s},
            {}};
}

QStringList keysOf(const QList<WatchedKind>& kinds, const QString& refused = {})
{
    QStringList keys;
    for (const Scope& scope :
         scopesOf(kinds, [&](const kube::ApiResource& each) { return each.gvk.kind == refused; }))
        keys += scope.key();
    return keys;
}

QSet<QString> namespaces(int count)
{
    QSet<QString> all;
    for (int i = 0; i < count; ++i)
        all += QString(QChar(u'a' + i));
    return all;
}

} // namespace

class ScopesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFewNamespacesAreWatchedOneByOne()
    {
        QCOMPARE(keysOf({{type(u"Pod"_s), namespaces(4)}}),
                 QStringList({u"/Pod/a"_s, u"/Pod/b"_s, u"/Pod/c"_s, u"/Pod/d"_s}));
    }
    void manyAreOneWatch()
    {
        QCOMPARE(keysOf({{type(u"Pod"_s), namespaces(5)}}), QStringList{u"/Pod/"_s});
    }
    void w32_unlessThatIsRefused()
    {
        QCOMPARE(
            keysOf({{type(u"Pod"_s), namespaces(5)}, {type(u"Job"_s), namespaces(6)}}, u"Pod"_s),
            QStringList(
                {u"/Pod/a"_s, u"/Pod/b"_s, u"/Pod/c"_s, u"/Pod/d"_s, u"/Pod/e"_s, u"/Job/"_s}));
    }
    void whatHasNoNamespaceIsWatchedAsAWhole()
    {
        QCOMPARE(keysOf({{type(u"Node"_s, false), {}}}, u"Node"_s), QStringList{u"/Node/"_s});
    }
    void whatCannotBeWatchedIsNot()
    {
        QCOMPARE(keysOf({{type(u"Binding"_s, true, false), namespaces(2)}}), QStringList());
    }

    void w31_aLimitIsSaid_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("forbidden") << int(State::Forbidden) << int(Error::Kind::Forbidden)
                                   << u"pods in namespace a are not shown. No."_s;
        QTest::newRow("watch forbidden")
            << int(State::Live) << int(Error::Kind::Forbidden)
            << u"pods in namespace a may be listed but not watched; they are asked for once a minute. No."_s;
        QTest::newRow("away") << int(State::Reconnecting) << int(Error::Kind::Unreachable)
                              << QString();
    }
    void w31_aLimitIsSaid()
    {
        QFETCH(int, state);
        QFETCH(int, kind);
        kube::Reflector::Freshness freshness;
        freshness.state = State(state);
        freshness.problem = Error{Error::Kind(kind), u"No."_s, {}};
        QTEST(limitOf({type(u"Pod"_s), u"a"_s}, freshness), "words");
        freshness.problem.reset();
        QCOMPARE(limitOf({type(u"Pod"_s), u"a"_s}, freshness), QString());
    }
};

QTEST_GUILESS_MAIN(ScopesTest)
#include "tst_scopes.moc"
