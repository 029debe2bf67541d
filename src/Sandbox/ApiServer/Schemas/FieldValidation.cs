namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>The request parameter <c>fieldValidation</c>: what to do about unknown and duplicate fields.</summary>
internal enum FieldValidation
{
    /// <summary>Drop them and send a warning each; what servers do when the parameter is absent.</summary>
    Warn,

    /// <summary>Refuse the request.</summary>
    Strict,

    /// <summary>Drop them silently.</summary>
    Ignore,
}
