// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/capacitywords.h"

#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace Portlight::App
{

namespace
{

using namespace Core;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::CapacityWords)
};

QString percent(double value)
{
    return Text::tr("%1 %", "percent").arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
}

QString whole(double value)
{
    return Words::number(static_cast<std::uint64_t>(std::llround(value)));
}

} // namespace

QString capacitySentence(const Core::CapacityPlan &plan, const Core::CapacityInput &input)
{
    QString sentence = plan.usedPercent
        ? Text::tr("At the busiest moment %1 of %2 places are used (%3).")
              .arg(Words::number(plan.entries), Words::number(input.max),
                   percent(*plan.usedPercent))
        : Text::tr("At the busiest moment %1 places are used; there is no limit.")
              .arg(Words::number(plan.entries));
    if (plan.waiting >= 1) {
        sentence += QLatin1Char(' ')
            + Text::tr("%1 of them have ended and wait up to %2 s for the kernel to collect them.")
                  .arg(whole(plan.waiting), whole(plan.collectSeconds));
    }
    if (plan.secondsToFull) {
        sentence += QLatin1Char(' ')
            + Text::tr("An empty table would be full after %1.")
                  .arg(Words::duration(*plan.secondsToFull));
    }
    return sentence;
}

QString adviceSentence(Core::CapacityAdvice advice, const Core::CapacityPlan &plan)
{
    switch (advice) {
    case CapacityAdvice::RaiseMax:
        return Text::tr("Raise the limit to %1: the busiest moment and the room to keep free need "
                        "that much.")
            .arg(Words::number(plan.recommendedMax));
    case CapacityAdvice::RaiseBuckets:
        return Text::tr(
                   "Set %1 buckets: with a full table the kernel would look through %2 entries "
                   "for each packet.")
            .arg(Words::number(plan.recommendedBuckets),
                 QLocale().toString(plan.chainLengthWhenFull, 'f', 1));
    case CapacityAdvice::MatchBuckets:
        return Text::tr(
                   "%1 buckets would be quicker: then a full table has two entries a bucket, as "
                   "the kernel sets it up.")
            .arg(Words::number(plan.recommendedBuckets));
    case CapacityAdvice::TooMuchMemory:
        return Text::tr("A full table takes %1 of the memory, and none of it can be swapped out.")
            .arg(percent(plan.memoryPercent.value_or(0)));
    case CapacityAdvice::ShortenTimeout:
        return Text::tr("Most places are taken by connections that only wait for their time-out: a "
                        "shorter one frees more than a larger table.");
    case CapacityAdvice::Enough:
        return Text::tr("The table is large enough.");
    }
    return {};
}

QString sourceText(Core::ValueSource source)
{
    switch (source) {
    case ValueSource::Assumed:
        return Text::tr("assumed");
    case ValueSource::Measured:
        return Text::tr("measured");
    case ValueSource::Table:
        return Text::tr("from the table");
    case ValueSource::Kernel:
        return Text::tr("time-out in force");
    }
    return {};
}

QString doubtSentence(Core::SettingDoubt doubt)
{
    switch (doubt) {
    case SettingDoubt::BelowUse:
        return Text::tr("More connections than that are in the table now: no new one would be "
                        "accepted until enough of them have ended.");
    case SettingDoubt::BeyondMemory:
        return Text::tr(
            "A table of this size can take more memory than this computer has, and none "
            "of it can be swapped out.");
    case SettingDoubt::LongChains:
        return Text::tr(
            "With more than four places a bucket the kernel searches long when the table "
            "is full; raise the number of buckets, too.");
    }
    return {};
}

QString entryStateText(const Core::ConntrackEntry &entry)
{
    if (!entry.state) {
        if ((entry.status & FlowAssured) != 0) {
            return Text::tr("both ways, assured");
        }
        return (entry.status & FlowSeenReply) != 0 ? Text::tr("both ways")
                                                   : Text::tr("no answer yet");
    }
    return Words::plain(stateText(entry));
}

} // namespace Portlight::App
