namespace BackupConsole.BrowserTests.Setup;

/// <summary>Journeys that share one sandbox, and therefore take turns.</summary>
[CollectionDefinition(Name)]
public sealed class JourneySandbox : ICollectionFixture<SandboxFixture>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Journeys in the sandbox";
}
