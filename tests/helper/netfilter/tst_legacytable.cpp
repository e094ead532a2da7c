// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "legacyblob.h"

#include <QtTest>

using namespace Portlight;
using Core::Family;
using Helper::LegacyHooks;
using Helper::LegacyLayout;
using Helper::LegacyTable;

namespace
{

constexpr unsigned input = 1; ///< NF_INET_LOCAL_IN

/// INPUT with a jump to ZED and a rule with a match, policy DROP; user chains ZED and ALPHA.
struct Sample {
    explicit Sample(Family family = Family::Ipv4)
        : blob(family)
    {
        const std::uint32_t jump = blob.verdict(0);
        const std::uint32_t drop = blob.verdict(LegacyLayout::drop, {32 + 16, 32 + 8});
        policy = blob.verdict(LegacyLayout::drop);
        blob.chain("ZED");
        zed = blob.add("LOG", 32 + 8);
        zedEnd = blob.verdict(LegacyLayout::goBack);
        alpha = blob.chain("ALPHA");
        blob.verdict(LegacyLayout::goBack);
        end = blob.chain("ERROR");
        blob.put<std::int32_t>(jump + blob.layout().entrySize + LegacyLayout::partSize, zed);
        blob.counters(drop, 7, 700);
        blob.counters(policy, 1, 60);
        hooks.valid = 1U << input;
        hooks.entry[input] = jump;
        hooks.underflow[input] = policy;
        hooks.entries = blob.entries();
        second = drop;
    }
    Core::Result<LegacyTable> read(Family family = Family::Ipv4) const
    {
        return LegacyTable::fromBytes(family, "filter", hooks, blob.bytes());
    }
    Test::LegacyBlob blob;
    LegacyHooks hooks;
    std::uint32_t second = 0;
    std::uint32_t policy = 0;
    std::uint32_t zed = 0;
    std::uint32_t zedEnd = 0;
    std::uint32_t alpha = 0;
    std::uint32_t end = 0;
};

std::string digestOf(const Sample &sample)
{
    const auto table = sample.read();
    return table ? table->digest().text() : std::string();
}

using Spoil = void (*)(Sample &);
void spoilWith(const char *name, Spoil spoil)
{
    QTest::newRow(name) << spoil;
}

} // namespace

Q_DECLARE_METATYPE(Spoil)

/// The walk over the kernel's bytes of iptables-legacy, with bytes that no kernel would give.
class TestLegacyTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsChainsAndRules()
    {
        for (const Family family : {Family::Ipv4, Family::Ipv6}) {
            const auto table = Sample(family).read(family);
            QVERIFY2(table.has_value(), table ? "" : table.error().message.c_str());
            const auto &chains = table->chains();
            QCOMPARE(chains.size(), std::size_t(3));
            QCOMPARE(chains[0].name, std::string("INPUT"));
            QVERIFY(chains[0].policy == Core::Policy::Drop);
            QVERIFY((chains[0].counters == Core::Counters{1, 60}));
            QCOMPARE(chains[0].ruleCount, std::size_t(2));
            QCOMPARE(chains[1].name, std::string("ALPHA"));
            QCOMPARE(chains[1].ruleCount, std::size_t(0));
            QCOMPARE(chains[2].name, std::string("ZED"));
            const auto rules = table->rulesOf(chains[0]);
            QVERIFY(rules[0].ending == LegacyTable::Ending::Chain);
            QCOMPARE(rules[0].value, 2); // where ZED is after sorting
            QVERIFY(rules[1].ending == LegacyTable::Ending::Verdict);
            QVERIFY((table->counters(rules[1]) == Core::Counters{7, 700}));
            QVERIFY(table->rulesOf(chains[2])[0].ending == LegacyTable::Ending::Extension);
        }
    }

    void digestIsOverWhatRulesSay()
    {
        const Sample first;
        Sample counted;
        counted.blob.counters(counted.second, 99, 9900);
        counted.blob.counters(counted.policy, 5, 5);
        QCOMPARE(digestOf(counted), digestOf(first));
        Sample padded; // behind the end of a name there is what was in the reader's memory before
        padded.blob.put<std::uint8_t>(padded.second + padded.blob.layout().entrySize + 2 + 10,
                                      0x5a);
        QCOMPARE(digestOf(padded), digestOf(first));
        Sample other;
        other.blob.put<std::uint8_t>(other.second, 10); // of its source address
        QVERIFY(digestOf(other) != digestOf(first));
        Sample data;
        data.blob.put<std::uint8_t>(
            data.second + data.blob.layout().entrySize + LegacyLayout::partSize + 15, 1);
        QVERIFY(digestOf(data) != digestOf(first));
    }

    void wrongBytesAreRefused_data()
    {
        QTest::addColumn<Spoil>("spoil");
        spoilWith("number of entries", [](Sample &s) {
            ++s.hooks.entries;
        });
        spoilWith("an entry without end", [](Sample &s) {
            s.blob.put<std::uint16_t>(s.second + s.blob.layout().nextOffsetAt, 0);
        });
        spoilWith("an entry beyond the table", [](Sample &s) {
            s.blob.put<std::uint16_t>(s.end + s.blob.layout().nextOffsetAt, 0xfff8);
        });
        spoilWith("a target before the matches", [](Sample &s) {
            s.blob.put<std::uint16_t>(s.second + s.blob.layout().targetOffsetAt, 8);
        });
        spoilWith("a target beyond its entry", [](Sample &s) {
            s.blob.put<std::uint16_t>(s.second + s.blob.layout().targetOffsetAt, 0xfff0);
        });
        spoilWith("a match of no size", [](Sample &s) {
            s.blob.put<std::uint16_t>(s.second + s.blob.layout().entrySize, 0);
        });
        spoilWith("a match beyond its entry", [](Sample &s) {
            s.blob.put<std::uint16_t>(s.second + s.blob.layout().entrySize, 0xfff8);
        });
        spoilWith("a name without end", [](Sample &s) {
            for (std::size_t i = 0; i < 29; ++i) {
                s.blob.put<std::uint8_t>(s.second + s.blob.layout().entrySize + 2 + i, 'x');
            }
        });
        spoilWith("an unknown verdict", [](Sample &s) {
            s.blob.put<std::int32_t>(s.policy + s.blob.layout().entrySize + 32,
                                     static_cast<std::size_t>(-3));
        });
        spoilWith("a jump into a rule", [](Sample &s) {
            s.blob.put<std::int32_t>(s.blob.layout().entrySize + 32, s.zed + 8);
        });
        spoilWith("a jump into a chain", [](Sample &s) {
            s.blob.put<std::int32_t>(s.blob.layout().entrySize + 32, s.zedEnd);
        });
        spoilWith("a hook that is not there", [](Sample &s) {
            s.hooks.valid |= 1U << 2;
            s.hooks.entry[2] = 4;
        });
        spoilWith("a hook within a user chain", [](Sample &s) {
            s.hooks.valid |= 1U << 2;
            s.hooks.entry[2] = s.zed;
            s.hooks.underflow[2] = s.zedEnd;
        });
        spoilWith("a policy elsewhere", [](Sample &s) {
            s.hooks.underflow[input] = s.second;
        });
        spoilWith("no end", [](Sample &s) {
            s.blob.put<std::uint8_t>(s.end + s.blob.layout().entrySize + 2, 'e');
        });
        spoilWith("a chain without a way back", [](Sample &s) {
            s.blob.put<std::int32_t>(s.zedEnd + s.blob.layout().entrySize + 32,
                                     static_cast<std::size_t>(LegacyLayout::accept));
        });
    }

    void wrongBytesAreRefused()
    {
        QFETCH(const Spoil, spoil);
        Sample sample;
        spoil(sample);
        const auto table = sample.read();
        QVERIFY(!table.has_value());
        QVERIFY(table.error().code == Core::ErrorCode::ParseFailed);
    }

    /// Every length, and every byte changed: an answer or a refusal, nothing beyond the bounds (run
    /// under the sanitizers, too).
    void anythingIsSurvived()
    {
        const Sample sample;
        const Helper::EntryBlob whole = sample.blob.bytes();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            Helper::EntryBlob cut(size);
            std::memcpy(cut.data(), whole.data(), size);
            QVERIFY(!LegacyTable::fromBytes(Family::Ipv4, "filter", sample.hooks, std::move(cut)));
        }
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (const int value : {0x00, 0x01, 0x7f, 0xff}) {
                Helper::EntryBlob changed = sample.blob.bytes();
                changed.data()[at] = static_cast<std::byte>(value);
                if (const auto table = LegacyTable::fromBytes(Family::Ipv4, "filter", sample.hooks,
                                                              std::move(changed))) {
                    QCOMPARE(table->digest().text().size(), std::size_t(32));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLegacyTable)
#include "tst_legacytable.moc"
