// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/settings.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace Portlight;
using Helper::SettingKind;
using Helper::SettingStore;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        put(QStringLiteral("net/ipv4/ip_forward"), "0\n");
        put(QStringLiteral("net/ipv4/conf/eth0.5/rp_filter"), "1\n");
        put(QStringLiteral("net/netfilter/nf_conntrack_max"), "262144\n");
        put(QStringLiteral("net/netfilter/nf_conntrack_count"), "7\n");
        QVERIFY(QFile::link(QStringLiteral("/proc/sys/net/ipv4/conf/all"),
                            m_root.filePath(QStringLiteral("net/ipv4/conf/all"))));
    }

    void names_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("known");
        QTest::newRow("plain") << QByteArray("net.ipv4.ip_forward") << true;
        QTest::newRow("interface") << QByteArray("net.ipv4.conf.eth0.forwarding") << true;
        QTest::newRow("interface with a dot")
            << QByteArray("net.ipv4.conf.eth0.5.rp_filter") << true;
        QTest::newRow("IPv6 has no rp_filter")
            << QByteArray("net.ipv6.conf.eth0.rp_filter") << false;
        QTest::newRow("off the list") << QByteArray("kernel.core_pattern") << false;
        QTest::newRow("way out") << QByteArray("net.ipv4.conf.../../x.forwarding") << false;
        QTest::newRow("parent folder") << QByteArray("net.ipv4.conf....forwarding") << false;
        QTest::newRow("slash") << QByteArray("net.ipv4.conf.a/b.forwarding") << false;
        QTest::newRow("no interface") << QByteArray("net.ipv4.conf..forwarding") << false;
        QTest::newRow("name too long")
            << QByteArray("net.ipv4.conf.abcdefghijklmnop.forwarding") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }

    void names()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, known);
        QCOMPARE(Helper::settingRule(name.toStdString()).has_value(), known);
        QCOMPARE(store().read(name.toStdString()).has_value(), known);
    }

    void values_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("good");
        const QByteArray forward("net.ipv4.ip_forward");
        QTest::newRow("on") << forward << QByteArray("1") << true;
        QTest::newRow("too much") << forward << QByteArray("2") << false;
        QTest::newRow("negative") << forward << QByteArray("-1") << false;
        QTest::newRow("blank") << forward << QByteArray(" 1") << false;
        QTest::newRow("empty") << forward << QByteArray() << false;
        QTest::newRow("line break") << forward << QByteArray("1\n0") << false;
        QTest::newRow("loose") << QByteArray("net.ipv4.conf.all.rp_filter") << QByteArray("2")
                               << true;
        QTest::newRow("read only")
            << QByteArray("net.netfilter.nf_conntrack_count") << QByteArray("1") << false;
        QTest::newRow("unlimited")
            << QByteArray("net.netfilter.nf_conntrack_max") << QByteArray("0") << true;
        QTest::newRow("beyond 64 bits") << QByteArray("net.netfilter.nf_conntrack_max")
                                        << QByteArray("99999999999999999999") << false;
    }

    void values()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, good);
        QCOMPARE(SettingStore::validate(name.toStdString(), value.toStdString()).has_value(), good);
    }

    void readsAndWrites()
    {
        QCOMPARE(QString::fromStdString(
                     store().read("net.ipv4.conf.eth0.5.rp_filter")->value_or("nothing")),
                 QStringLiteral("1"));
        QVERIFY(store().write("net.ipv4.ip_forward", "1").has_value());
        QCOMPARE(QString::fromStdString(store().read("net.ipv4.ip_forward")->value_or("nothing")),
                 QStringLiteral("1"));
        // A module that is not loaded: nothing there, and that is no error.
        const auto missing = store().read("net.bridge.bridge-nf-call-iptables");
        QVERIFY(missing.has_value());
        QVERIFY(!missing->has_value());
        QCOMPARE(int(store().write("net.bridge.bridge-nf-call-iptables", "1").error().code),
                 int(Core::ErrorCode::NotFound));
    }

    void linksAreNotFollowed()
    {
        const auto read = store().read("net.ipv4.conf.all.forwarding");
        QVERIFY(!read.has_value() || !read->has_value());
    }

    void usage()
    {
        const Core::ConntrackUsage usage = Helper::readConntrackUsage(store());
        QCOMPARE(usage.count.value_or(0), std::uint64_t(7));
        QCOMPARE(usage.max.value_or(0), std::uint64_t(262144));
        QVERIFY(!usage.buckets.has_value());
    }

    void slabinfo()
    {
        put(QStringLiteral("slabinfo"),
            "slabinfo - version: 2.1\n# name <active_objs> <num_objs> <objsize>\n"
            "nf_conntrack_expect      0      0    208   19    1\n"
            "nf_conntrack         126    144    256   16    1 : tunables\n");
        QCOMPARE(
            Helper::conntrackObjectSize(m_root.filePath(QStringLiteral("slabinfo")).toStdString())
                .value_or(0),
            std::uint64_t(256));
        QVERIFY(!Helper::conntrackObjectSize("/nonexistent").has_value());
    }

private:
    SettingStore store() const
    {
        return SettingStore(m_root.path().toStdString());
    }
    void put(const QString &name, const QByteArray &text)
    {
        const QString path = m_root.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QTemporaryDir m_root;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
