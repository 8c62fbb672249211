// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/pages.h"
#include "ui/support/sample.h"

#include "gui/translation.h"
#include "views/workbench.h"
#include "widgets/watchdog.h"

#include <QDialog>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

namespace {

const QString kSource = u"" SOURCE_ROOT "/resources/translations/plumbline_en.ts"_s;

// "context|text" of every message; for plural forms with a mark, since lookup depends on it.
QSet<QString> messagesOf(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    QSet<QString> messages;
    QXmlStreamReader xml(&source);
    QString context, numerus;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            numerus = xml.attributes().value(u"numerus"_s) == u"yes" ? u"%n "_s : QString();
        else if (xml.name() == u"source")
            messages += numerus + context + u'|' + xml.readElementText();
    }
    return messages;
}

// What the window asks for while it is shown; it translates nothing.
class Listener : public QTranslator
{
public:
    QString translate(const char* context, const char* text, const char*, int n) const override
    {
        // Qt's own words come with Qt
        if (context[0] != 'Q')
            m_asked += (n >= 0 ? u"%n "_s : QString()) + QString::fromUtf8(context) + u'|'
                       + QString::fromUtf8(text);
        return {};
    }
    bool isEmpty() const override { return false; }
    QSet<QString> asked() const { return m_asked; }

private:
    mutable QSet<QString> m_asked;
};

QByteArray sorted(const QSet<QString>& set)
{
    auto lines = set.values();
    lines.sort();
    return lines.join(u'\n').toUtf8();
}

} // namespace

//! A language is one file made from plumbline_en.ts: what that lacks nobody can translate.
class TranslationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCommittedSourceHasTheTextsOfTheProgram()
    {
        QTemporaryDir folder;
        const auto fresh = folder.filePath(u"fresh.ts"_s);
        QProcess lupdate;
        lupdate.setWorkingDirectory(u"" SOURCE_ROOT ""_s);
        lupdate.start(u"" LUPDATE ""_s, {u"-silent"_s, u"-locations"_s, u"none"_s, u"app"_s,
                                         u"ui"_s, u"-ts"_s, fresh});
        QVERIFY2(lupdate.waitForFinished(), "lupdate is not installed (package qt6-l10n-tools)");
        const auto wanted = messagesOf(fresh), committed = messagesOf(kSource);
        QVERIFY(wanted.size() > 300);
        const auto advice = QByteArray("\nBring it up to date: cmake --build --preset dev --target "
                                       "translations");
        QVERIFY2(wanted == committed,
                 ("Missing:\n" + sorted(wanted - committed) + "\nNo longer there:\n"
                  + sorted(committed - wanted) + advice)
                     .constData());
    }
    // lupdate reads sources, the program asks at run time: the two have to mean the same context.
    void whatTheWindowAsksForIsInTheSource()
    {
        Listener listener;
        QCoreApplication::installTranslator(&listener);
        auto& app = *qobject_cast<QApplication*>(QCoreApplication::instance());
        applyTheme(app, ThemeChoice::Light);
        Sample sample;
        const auto window = sample.window();
        for (const auto& application : {u"checkout"_s, u"frontend"_s, u"recommendation"_s}) {
            window->showApplication(application);
            settle(*window);
            for (const auto tab : {Workbench::History, Workbench::Drift, Workbench::Resources}) {
                window->workbench()->setTab(tab);
                settle(*window);
                QVERIFY(!window->grab().isNull());
            }
        }
        const auto pages =
            QList<std::function<void()>>{[&] { window->showFleet(); },
                                         [&] { window->showReview(u"checkout"_s); },
                                         [&] { window->showRollback(u"checkout"_s, {}); },
                                         [&] { window->showFirstRun(); },
                                         [&] { showPage(*window, u"find"_s); },
                                         [&] { window->showAddApplication()->show(); }};
        for (const auto& show : pages) {
            show();
            settle(*window);
            QVERIFY(!window->grab().isNull());
        }
        QCoreApplication::removeTranslator(&listener);
        QVERIFY(listener.asked().size() > 150);
        const auto unknown = sorted(listener.asked() - messagesOf(kSource));
        QVERIFY2(unknown.isEmpty(),
                 ("lupdate does not see, where it is asked for:\n" + unknown).constData());
    }
    void aLanguageIsLoaded()
    {
        QTemporaryDir folder;
        QFile source(folder.filePath(u"plumbline_de.ts"_s));
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><TS version=\"2.1\" language=\"de\">"
            "<context><name>plumb::ui</name><message><source>Healthy</source>"
            "<translation>Gesund</translation></message></context></TS>");
        source.close();
        QCOMPARE(QProcess::execute(u"" LRELEASE ""_s, {u"-silent"_s, source.fileName()}), 0);
        auto& app = *QCoreApplication::instance();
        QVERIFY(!gui::installTranslation(app, folder.path(), QLocale(u"fr_FR"_s)));
        QVERIFY(gui::installTranslation(app, folder.path(), QLocale(u"de_AT"_s)));
        QCOMPARE(markOf(health::Status::Healthy).word, u"Gesund"_s);
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    TranslationsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_translations.moc"
