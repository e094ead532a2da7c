// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace Portlight::App
{

/// "2 changes not applied", with the ways on. Hidden while there are none.
class StagedBar : public QFrame
{
    Q_OBJECT

public:
    explicit StagedBar(QWidget *parent = nullptr);

    void setState(int changes, int conflicts, unsigned seconds);
    /// While a request is on its way, so that it is not sent twice.
    void setBusy(bool busy);

Q_SIGNALS:
    void reviewRequested();
    void applyRequested();
    void discardRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QPushButton *m_review;
    QPushButton *m_apply;
    QPushButton *m_discard;
};

} // namespace Portlight::App
