// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/widgets/colours.h"
#include "core/conntrack/usage.h"

#include <QWidget>

namespace Portlight::App
{

/// How full the connection table is: per cent, bar, word, icon and numbers. The states differ in
/// pattern, icon and word as well as in colour. For screen readers it is a progress bar named
/// "Connection table" with the sentence as description; a change of state is announced once.
class Gauge : public QWidget
{
    Q_OBJECT

public:
    explicit Gauge(QWidget *parent = nullptr);

    /// `word` and `sentence` come from app/wording.
    void setUsage(const Core::ConntrackUsage &usage, Core::UsageState state, const QString &word,
                  const QString &sentence);
    /// No reading: "Unknown", with the reason.
    void setUnknown(const QString &reason);

    Core::UsageState state() const;
    /// 0..100, or -1 when there is nothing to show.
    int percent() const;
    QString sentence() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF barRect() const;
    QFont largeFont() const;

    Core::ConntrackUsage m_usage;
    Core::UsageState m_state = Core::UsageState::NotInUse;
    bool m_known = false;
    QString m_word;
    QString m_sentence;
};

/// Icon and tone of a state.
QString usageIconName(Core::UsageState state);

} // namespace Portlight::App
