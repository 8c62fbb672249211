// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/options.h"

#include <QTest>

using namespace plumb;
using gui::Options;

namespace {

Result<Options> parsed(const QString& line, const QString& workspace = {})
{
    return gui::parseOptions(line.split(u' ', Qt::SkipEmptyParts), u"/here"_s, workspace);
}

} // namespace

//! What the command line of the window means, and what it says to one that cannot be meant.
class OptionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCannotBeMeantIsSaid_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const QString& line, const QString& sentence) {
            QTest::newRow(name) << line << sentence + u" See plumbline --help."_s;
        };
        row("unknown", u"--nope"_s, u"plumbline does not know the argument “--nope”."_s);
        row("a word", u"web"_s, u"plumbline does not know the argument “web”."_s);
        row("no value", u"--theme"_s, u"--theme needs a value."_s);
        row("an empty value", u"--page="_s, u"--page needs a value."_s);
        row("a value too many", u"--sandbox=yes"_s, u"--sandbox takes no value."_s);
        row("page", u"--page nowhere"_s,
            u"--page is one of history, drift, resources, review, rollback, firstrun, find, add, "
            "fleet, not “nowhere”."_s);
        row("theme", u"--theme pink"_s, u"--theme is light, dark or system, not “pink”."_s);
        row("size", u"--size 10x10"_s,
            u"--size is WIDTHxHEIGHT between 640x400 and 8000x8000, not “10x10”."_s);
        row("two workspaces", u"--sandbox --workspace a.yaml"_s,
            u"--sandbox has a workspace of its own; leave out --workspace."_s);
    }
    void whatCannotBeMeantIsSaid()
    {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        const auto options = parsed(line);
        QVERIFY(!options);
        QCOMPARE(options.error().summary, sentence);
    }
    void relativePathsAreBelowTheFolderOfTheCaller()
    {
        const auto options = parsed(u"--workspace a/../b.yaml --kubeconfig=/etc/k"_s);
        QVERIFY(options.ok());
        QCOMPARE(options->workspace, u"/here/b.yaml"_s);
        QCOMPARE(options->kubeconfig, u"/etc/k"_s);
    }
    void theEnvironmentNamesTheWorkspaceWhereNothingElseDoes()
    {
        QCOMPARE(parsed({}, u"w.yaml"_s)->workspace, u"/here/w.yaml"_s);
        QCOMPARE(parsed(u"--workspace b.yaml"_s, u"w.yaml"_s)->workspace, u"/here/b.yaml"_s);
        QCOMPARE(parsed(u"--sandbox"_s, u"w.yaml"_s)->workspace, QString());
    }
    void aPictureIsOfTheSandboxUnlessAWorkspaceIsGiven()
    {
        QVERIFY(parsed(u"--screenshot a.png"_s)->sandbox);
        QVERIFY(!parsed(u"--screenshot a.png --workspace b.yaml"_s)->sandbox);
    }
    void helpIsAsked()
    {
        QVERIFY(parsed(u"-h"_s)->help);
        QVERIFY(parsed(u"--version"_s)->version);
        QVERIFY(gui::helpText().contains(u"--screenshot FILE"));
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_options.moc"
