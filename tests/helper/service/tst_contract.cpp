// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/names.h"
#include "helper/service/methodtable.h"
#include "peerconnection.h"

#include <QDomDocument>
#include <QFile>
#include <QSet>
#include <QtTest>

using namespace Portlight;

namespace
{

/// "Try(a(sssssuas) a{ss} usb) -> s", one line for each method of our interface; "property NAME".
QStringList membersOf(const QString &xml)
{
    QStringList members;
    QDomDocument document;
    document.setContent(xml);
    const QDomNodeList interfaces = document.elementsByTagName(QStringLiteral("interface"));
    for (int i = 0; i < interfaces.size(); ++i) {
        const QDomElement interface = interfaces.at(i).toElement();
        if (interface.attribute(QStringLiteral("name")) != QLatin1String(Ipc::interfaceName)) {
            continue;
        }
        for (QDomElement member = interface.firstChildElement(); !member.isNull();
             member = member.nextSiblingElement()) {
            QString line = member.tagName() + QLatin1Char(' ')
                + member.attribute(QStringLiteral("name"))
                + member.attribute(QStringLiteral("type"))
                + member.attribute(QStringLiteral("access"));
            for (QDomElement argument = member.firstChildElement(QStringLiteral("arg"));
                 !argument.isNull();
                 argument = argument.nextSiblingElement(QStringLiteral("arg"))) {
                line += QLatin1Char(' ') + argument.attribute(QStringLiteral("direction"))
                    + QLatin1Char(':') + argument.attribute(QStringLiteral("name"))
                    + QLatin1Char(':') + argument.attribute(QStringLiteral("type"));
            }
            members += line;
        }
    }
    members.sort();
    return members;
}

QString contractXml()
{
    QFile file(QStringLiteral(PORTLIGHT_SOURCE_DIR "/helper/ipc/org.portlight.Helper1.xml"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString contentOf(const QString &path)
{
    QFile file(QStringLiteral(PORTLIGHT_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// What the XML says is what the helper serves and what polkit is asked for.
class TestContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveInterfaceIsTheXml();
    void everyMethodHasAnAction();
    void unknownMethodHasNone();
    void everyActionIsDeclared();
    void noChangeIsAllowedWithoutAsking();
    void filesAreValid_data();
    void filesAreValid();
    void helperLinksNoWindow();
};

void TestContract::liveInterfaceIsTheXml()
{
    PeerConnection helper;
    QVERIFY(helper.start());
    const QStringList live = membersOf(helper.introspect());
    QVERIFY(live.size() > 10);
    QCOMPARE(live, membersOf(contractXml()));
}

void TestContract::everyMethodHasAnAction()
{
    PeerConnection helper;
    QVERIFY(helper.start());
    int methods = 0;
    for (const QString &member : membersOf(helper.introspect())) {
        const QStringList words = member.split(QLatin1Char(' '));
        QVERIFY2(words.at(0) != QLatin1String("signal"), qPrintable(member));
        if (words.at(0) == QLatin1String("property")) {
            QVERIFY2(member.endsWith(QLatin1String("read")), "nobody may set a property");
            continue;
        }
        ++methods;
        const Helper::MethodRule *rule = Helper::methodRule(words.at(1));
        QVERIFY2(rule != nullptr, qPrintable(member));
        const QString &method = words.at(1);
        const bool reads = method.startsWith(QLatin1String("Read"))
            || method == QLatin1String("LookUpRoute") || method == QLatin1String("StopWatch")
            || method == QLatin1String("PlanPersistence");
        const bool persists = method.endsWith(QLatin1String("Persist"));
        const bool ends = method == QLatin1String("EndConnections");
        const bool watches = method.contains(QLatin1String("Watch"));
        const char *action = watches ? Ipc::actionWatchPackets
            : reads                  ? Ipc::actionRead
            : persists               ? Ipc::actionPersist
            : ends                   ? Ipc::actionChangeConntrack
                                     : Ipc::actionChangeRules;
        QCOMPARE(rule->access, reads ? Helper::Access::Read : Helper::Access::Change);
        QCOMPARE(QLatin1String(rule->action), QLatin1String(action));
    }
    QVERIFY(methods > 15);
}

void TestContract::unknownMethodHasNone()
{
    QVERIFY(Helper::methodRule(QStringLiteral("Shutdown")) == nullptr);
    QVERIFY(Helper::methodRule(QString()) == nullptr);
    QVERIFY(Helper::methodRule(QStringLiteral("readrules")) == nullptr);
}

void TestContract::everyActionIsDeclared()
{
    QSet<QString> declared;
    QDomDocument document;
    QVERIFY(
        document.setContent(contentOf(QStringLiteral("resources/polkit/org.portlight.policy.in"))));
    const QDomNodeList actions = document.elementsByTagName(QStringLiteral("action"));
    for (int i = 0; i < actions.size(); ++i) {
        declared += actions.at(i).toElement().attribute(QStringLiteral("id"));
    }
    const QSet<QString> used{QLatin1String(Ipc::actionRead), QLatin1String(Ipc::actionChangeRules),
                             QLatin1String(Ipc::actionChangeConntrack),
                             QLatin1String(Ipc::actionWatchPackets),
                             QLatin1String(Ipc::actionPersist)};
    QCOMPARE(declared, used);
}

void TestContract::noChangeIsAllowedWithoutAsking()
{
    QDomDocument document;
    QVERIFY(
        document.setContent(contentOf(QStringLiteral("resources/polkit/org.portlight.policy.in"))));
    for (const char *name : {"allow_any", "allow_inactive", "allow_active"}) {
        const QDomNodeList answers = document.elementsByTagName(QLatin1String(name));
        QCOMPARE(answers.size(), 5);
        for (int i = 0; i < answers.size(); ++i) {
            const QString answer = answers.at(i).toElement().text();
            QVERIFY2(answer == QLatin1String("auth_admin")
                         || answer == QLatin1String("auth_admin_keep"),
                     qPrintable(answer));
        }
    }
}

void TestContract::filesAreValid_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("interface") << QStringLiteral("helper/ipc/org.portlight.Helper1.xml");
    QTest::newRow("policy") << QStringLiteral("resources/polkit/org.portlight.policy.in");
}

void TestContract::filesAreValid()
{
    QFETCH(const QString, path);
    if (QStandardPaths::findExecutable(QStringLiteral("xmllint")).isEmpty()) {
        QSKIP("xmllint is not installed");
    }
    QProcess lint;
    lint.setProcessChannelMode(QProcess::ForwardedChannels);
    lint.start(QStringLiteral("xmllint"),
               {QStringLiteral("--noout"), QStringLiteral("--nonet"), QStringLiteral("--valid"),
                QStringLiteral(PORTLIGHT_SOURCE_DIR "/") + path});
    QVERIFY(lint.waitForFinished());
    QCOMPARE(lint.exitCode(), 0);
}

void TestContract::helperLinksNoWindow()
{
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {QStringLiteral(PORTLIGHT_BIN_DIR "/portlight-helper")});
    QVERIFY(ldd.waitForFinished());
    const QByteArray libraries = ldd.readAllStandardOutput();
    QVERIFY(libraries.contains("DBus"));
    for (const char *library : {"Gui", "Widgets", "Charts", "libip4tc", "libip6tc", "libxtables"}) {
        QVERIFY2(!libraries.contains(library), library);
    }
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
