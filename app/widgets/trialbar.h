// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace Portlight::App
{

/// The countdown of a change that is being tried, with its three ways on. It counts by itself
/// between two readings of the helper, whose clock is the one that decides.
class TrialBar : public QFrame
{
    Q_OBJECT

public:
    explicit TrialBar(QWidget *parent = nullptr);

    void start(const QString &summary, unsigned secondsLeft);
    /// Corrects the countdown.
    void setSecondsLeft(unsigned seconds);
    void stop();
    unsigned secondsLeft() const;
    /// How many other changes are being tried at the same time.
    void setOthers(int count);
    /// While a request is on its way, so that it is not sent twice.
    void setBusy(bool busy);

Q_SIGNALS:
    void keepRequested();
    void undoRequested();
    void moreTimeRequested();
    void othersRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateText();

    QLabel *m_text;
    QPushButton *m_keep;
    QPushButton *m_undo;
    QPushButton *m_more;
    QPushButton *m_others;
    QTimer *m_tick;
    unsigned m_secondsLeft = 0;
};

} // namespace Portlight::App
