using BackupConsole.KubeStash.Phases;

namespace BackupConsole.KubeStash.Tests.Phases;

public sealed class PhaseTests
{
    [Theory]
    [InlineData("Pending", PhaseTone.Idle)]
    [InlineData("Running", PhaseTone.Info)]
    [InlineData("Succeeded", PhaseTone.Success)]
    [InlineData("Failed", PhaseTone.Danger)]
    [InlineData("Skipped", PhaseTone.Skip)]
    [InlineData("Unknown", PhaseTone.Warning)]
    [InlineData("", PhaseTone.Unknown)]
    [InlineData(null, PhaseTone.Unknown)]
    [InlineData("Brandnew", PhaseTone.Unknown)]
    public void Runs_have_tones(string? phase, PhaseTone tone) => Assert.Equal(tone, Phase.Tone(KubeStashKinds.BackupSession, phase));

    [Fact]
    public void An_invalid_configuration_warns_and_an_invalid_restore_is_a_danger()
    {
        Assert.Equal(PhaseTone.Warning, Phase.Tone(KubeStashKinds.BackupConfiguration, Phase.Invalid));
        Assert.Equal(PhaseTone.Danger, Phase.Tone(KubeStashKinds.RestoreSession, Phase.Invalid));
    }

    [Fact]
    public void A_storage_that_is_not_ready_is_a_danger()
    {
        Assert.Equal(PhaseTone.Success, Phase.Tone(KubeStashKinds.BackupStorage, Phase.Ready));
        Assert.Equal(PhaseTone.Danger, Phase.Tone(KubeStashKinds.BackupStorage, Phase.NotReady));
    }

    [Fact]
    public void What_is_not_set_is_neither_good_nor_bad()
    {
        Assert.Equal(PhaseTone.Unknown, Phase.IntegrityTone(null));
        Assert.Equal(PhaseTone.Danger, Phase.IntegrityTone(false));
        Assert.Equal(PhaseTone.Unknown, Phase.VerificationTone(null));
        Assert.Equal(PhaseTone.Danger, Phase.VerificationTone("VerificationFailed"));
        Assert.Equal(PhaseTone.Danger, Phase.RetentionTone("FailedToApply"));
    }

    [Fact]
    public void A_run_ends_once()
    {
        Assert.All(new[] { Phase.Succeeded, Phase.Failed, Phase.Skipped }, phase => Assert.True(Phase.IsFinal(phase)));
        Assert.All(new[] { Phase.Pending, Phase.Running, "", null }, phase => Assert.False(Phase.IsFinal(phase)));
    }
}
