// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace Portlight::App
{

/// The striped line that says on every page that nothing here touches this computer.
class PracticeBanner : public QFrame
{
    Q_OBJECT

public:
    explicit PracticeBanner(QWidget *parent = nullptr);
    void setStory(const QString &title);

Q_SIGNALS:
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
};

} // namespace Portlight::App
